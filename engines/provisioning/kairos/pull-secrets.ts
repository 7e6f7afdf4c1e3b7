/** Credentials of registries, which a host has in files of its own: no repository holds them. */

import type { Site } from "../../../constructs/site.ts";
import { PULL_SECRETS_FOLDER, TOKEN_FOLDER } from "./registration.ts";

/** Credentials that K3s gives to a registry. */
export interface PullSecret {
  /** `host[:port]`, by which K3s knows registries. */
  readonly host: string;
  /** As fleet.yaml has it; the name of the file. */
  readonly name: string;
}

/** Where K3s looks for its mirrors when it starts. */
export const REGISTRIES_FILE = "/etc/rancher/k3s/registries.yaml";

/** The same without credentials, where a registry has some. It outlives reboots beside the token. */
export const REGISTRIES_TEMPLATE = `${TOKEN_FOLDER}/registries.yaml`;

export function pullSecrets({ region }: Pick<Site, "region">): readonly PullSecret[] {
  return region.fleet.spec.registries.flatMap((registry) =>
    typeof registry === "string" ? [] : [{ host: registry.host.split("/")[0] as string, name: registry.pullSecret }],
  );
}

/** Stands in registries.yaml where the credentials go, in the form that Docker's own file has (`auth`). */
export function placeholder(name: string): string {
  return `pull-secret/${name}`;
}

/**
 * Shell lines that fill the credentials in, and then run `changed` or nothing. A file that is not there leaves its
 * placeholder, with which containerd pulls nothing: `illegal base64 data`. `HOST_DIR` is the root of the host.
 *
 * @param changed what is done before another file takes the place of the old one
 */
export function fillLines(secrets: readonly PullSecret[], changed = ":"): string {
  const names = [...new Set(secrets.map(({ name }) => name))];
  return `registries="$HOST_DIR${REGISTRIES_FILE}"
mkdir -p "\${registries%/*}"
(umask 077 && cat "$HOST_DIR${REGISTRIES_TEMPLATE}" >"$registries.new")
fill() {
  [ -s "$HOST_DIR${PULL_SECRETS_FOLDER}/$1" ] || return 0
  sed -i "s|${placeholder("")}$2\\$|$(tr -d '\\n' <"$HOST_DIR${PULL_SECRETS_FOLDER}/$1" | base64 | tr -d '\\n')|" "$registries.new"
}
${names.map((name) => `fill ${name} '${name.replaceAll(".", "\\.")}'\n`).join("")}if cmp -s "$registries.new" "$registries"; then
  rm "$registries.new"
else
  ${changed}
  mv "$registries.new" "$registries"
fi
`;
}
