/** What a node does once its namespaces are there. */

import { join } from "node:path";
import { RUNTIME_SOCKET } from "./configuration.ts";

export interface NodePrograms {
  /** Folder of the node's configuration and logs. */
  readonly data: string;
  /** Shell lines before anything starts; they may add to containerd.toml in the folder DATA. */
  readonly boot: string;
  /** Arguments of relay.ts: what of the site answers on the node's own loopback. */
  readonly relay: string;
  /** Command lines by name, of what is started once there is a container runtime. */
  readonly programs: Readonly<Record<string, readonly string[]>>;
}

/** A shell script that starts all programs and starts again what ends, as a server's own service manager does. */
export function nodeScript({ data, boot, relay, programs }: NodePrograms): string {
  const relayProgram = join(import.meta.dirname, "relay.ts");
  return `set -u
keep() {
  local name=$1
  shift
  while :; do
    "$@" >>"${data}/$name.log" 2>&1
    sleep 0.5
  done
}
cp "${data}/containerd.base.toml" "${data}/containerd.toml"
${boot}
keep containerd containerd -c "${data}/containerd.toml" &
keep relay "$NODE" "${relayProgram}" "${relay}" &
until ctr -a ${RUNTIME_SOCKET} version >/dev/null 2>&1; do sleep 0.1; done
${Object.entries(programs)
  .map(([name, command]) => `keep ${name} ${command.map(quoted).join(" ")} &\n`)
  .join("")}wait
`;
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
