import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { groupName, removeGroup } from "../node/control-groups.ts";
import { type Child, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import type { Lan } from "./lan.ts";

const script = join(import.meta.dirname, "../node/beside.sh");

/** A program in the network of a site that is no node of it, such as a pod of a hub would be. */
export interface Beside {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Folder of its files: `etc` lies over /etc, `lib` is /var/lib. */
export function folderBeside({ folder }: Pick<Cluster, "folder">, { name }: Pick<Beside, "name">): string {
  return join(folder, name);
}

/** Starts it. @param packages folder of ensurePackages */
export function startBeside(
  cluster: Pick<Cluster, "folder" | "name">,
  lan: Lan,
  beside: Beside,
  packages: string,
): Child {
  const { name, program, args, env = {} } = beside;
  const data = folderBeside(cluster, beside);
  mkdirSync(join(data, "etc"), { recursive: true });
  writeFileSync(join(data, "etc/hosts"), `127.0.0.1 localhost\n${lan.network.gateway} ${name}\n`);
  const group = groupName(`${cluster.name}-${name}`);
  const child = startChild({
    name,
    program: "/bin/bash",
    args: [script, program, ...args],
    env: { ...env, NAME: name, DATA: data, GROUP: group, LAN_PID: lan.pidFile, PACKAGES: packages },
    folder: data,
  });
  return {
    ...child,
    stop: async () => {
      await child.stop();
      await removeGroup(group);
    },
  };
}
