import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { containerdConfig, networkConfig } from "../node/configuration.ts";
import { groupName, removeGroup } from "../node/control-groups.ts";
import { nodeScript } from "../node/script.ts";
import { lastWords, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import type { Lan } from "./lan.ts";
import { until } from "./until.ts";

/** A server in namespaces of its own at the network of a site, with a container runtime. */
export interface Server {
  readonly name: string;
  /** In the network of the site, and the range of its pods. */
  readonly address: string;
  readonly pods: string;
  /** Name of the image of sandboxes, as the distribution has it. */
  readonly sandboxImage: string;
  /** Files of the server, by path; below /etc, or /usr/local. */
  readonly files?: Readonly<Record<string, string>>;
  /** Shell lines that run on the server before its programs. */
  readonly boot?: string;
}

/** A node that runs. */
export interface RunningNode {
  readonly name: string;
  /** Ends all its processes at once, as a power cut does. */
  readonly powerOff: () => Promise<void>;
  /** Writes a file to its disk, by its path below /etc. */
  readonly write: (path: string, text: string) => void;
  /** Starts it with what it had on its disk. */
  readonly powerOn: () => void;
  /** Resolves once the API server says that it is Ready and has been since it was started. */
  readonly untilReady: () => Promise<void>;
  /** Ends it and removes its disk. */
  readonly stop: () => Promise<void>;
}

/** What makes a server a node. */
export interface NodeSoftware {
  /** Command lines by name, once there is a container runtime. @param write puts a file beside the logs and gives its path */
  readonly programs: (
    write: (name: string, text: string) => string,
  ) => Promise<Readonly<Record<string, readonly string[]>>>;
  /** Whether the API server says that it is Ready and has been since then. @throws what is missing */
  readonly isReady: (since: Date) => Promise<boolean>;
}

const script = join(import.meta.dirname, "../node/node.sh");

/** Starts a server and what makes it a node of the cluster. @param packages folder of ensurePackages */
export async function startServer(
  cluster: Pick<Cluster, "folder" | "name">,
  lan: Lan,
  server: Server,
  { programs, isReady }: NodeSoftware,
  packages: string,
): Promise<RunningNode> {
  const data = join(cluster.folder, server.name);
  mkdirSync(data, { recursive: true });
  const write = (name: string, text: string) => writeTo(data, name, text);
  const disk = { "/etc/cni/net.d/10-site.conflist": networkConfig(server.pods), ...server.files };
  for (const [path, text] of Object.entries(disk)) write(path.replace(/^\/usr\/local\//, "/local/"), text);
  write("containerd.base.toml", containerdConfig(packages, server.sandboxImage));
  const parts = { boot: server.boot ?? "", relay: `127.0.0.1:6443=${lan.api}`, programs: await programs(write) };
  write("run.sh", nodeScript({ data, ...parts }));
  const group = groupName(`${cluster.name}-${server.name}`);
  const start = () =>
    startChild({
      name: "node",
      program: "/bin/bash",
      args: [script],
      env: environment(server, lan, { data, group, packages }),
      folder: data,
    });
  let since = new Date();
  let child = start();
  const powerOff = async () => {
    await child.stop();
    await removeGroup(group);
  };
  return {
    name: server.name,
    write,
    powerOff,
    powerOn: () => {
      since = new Date();
      child = start();
    },
    untilReady: async () => {
      const look = () => {
        if (!child.isRunning()) throw new Error(`it ended:\n${lastWords(child)}`);
        return isReady(since);
      };
      await until(`the node ${server.name} is Ready (logs: ${data})`, look, { seconds: 120 });
    },
    stop: async () => {
      await powerOff();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function environment(
  { name, address, pods }: Server,
  { network, pidFile }: Lan,
  { data, group, packages }: { readonly data: string; readonly group: string; readonly packages: string },
) {
  return {
    PACKAGES: packages,
    GROUP: group,
    LAN_PID: pidFile,
    NAME: name,
    ADDRESS: `${address}/${network.prefix}`,
    GATEWAY: network.gateway,
    PODS: pods,
    LINK: `port${address.slice(address.lastIndexOf(".") + 1)}`,
    DATA: data,
    NODE: process.execPath,
  };
}

/** Writes a file that its owner alone may read. @returns its path */
export function writeTo(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}
