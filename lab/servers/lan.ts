import { existsSync, mkdirSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { groupName, removeGroup } from "../node/control-groups.ts";
import { lastWords, startChild } from "./child.ts";
import { until } from "./until.ts";

/** The addresses of a site, as its file has them. */
export interface SiteNetwork {
  /** Address of the router in the network of the servers, and that network's prefix length. */
  readonly gateway: string;
  readonly prefix: number;
  /** Ranges of pods and Services. */
  readonly pods: string;
  readonly services: string;
}

/** A server on loopback that the nodes of a site reach at a port of their router. */
export interface Uplink {
  readonly port: number;
  /** `127.0.0.1:PORT` of the machine. */
  readonly to: string;
}

/** The network of a site's servers, in a namespace of its own: no interface of it is the machine's. */
export interface Lan {
  readonly network: SiteNetwork;
  /** File with the id of the process that holds the namespace. */
  readonly pidFile: string;
  /** Socket of an HTTP proxy (CONNECT) into the network. */
  readonly proxy: string;
  /** Socket of the API server. */
  readonly api: string;
  /** Cuts the site off from everything outside but its own API server, or connects it again. */
  readonly setUplinks: (isUp: boolean) => void;
  readonly stop: () => Promise<void>;
}

interface LanOptions {
  readonly name: string;
  readonly network: SiteNetwork;
  /** Port of the API server on loopback, and at the router. */
  readonly apiPort: number;
  readonly uplinks: readonly Uplink[];
  /** Folder for sockets and logs. */
  readonly folder: string;
  readonly packages: string;
}

const script = join(import.meta.dirname, "../node/lan.sh");

/** Makes the network; resolves when its relays answer. */
export async function startLan({ name, network, apiPort, uplinks, folder, packages }: LanOptions): Promise<Lan> {
  // The path of a socket is short (unix(7): 108 bytes).
  const sockets = join(folder, "s");
  mkdirSync(sockets, { recursive: true });
  const proxy = join(sockets, "in");
  const api = join(sockets, "api");
  const toApi = relay(api, `127.0.0.1:${apiPort}`);
  const out = uplinks.map(({ port, to }) => relay(join(sockets, String(port)), to));
  const group = groupName(`${name}-lan`);
  const pidFile = join(folder, "lan.pid");
  const child = startChild({
    name: "lan",
    program: "/bin/bash",
    args: [
      script,
      `${proxy}=connect`,
      `${network.gateway}:${apiPort}=${api}`,
      ...uplinks.map(({ port }) => `${network.gateway}:${port}=${join(sockets, String(port))}`),
    ],
    env: {
      PACKAGES: packages,
      GROUP: group,
      GATEWAY: `${network.gateway}/${network.prefix}`,
      LAN_PID: pidFile,
      NODE: process.execPath,
    },
    folder,
  });
  await until(`the network of ${name} is there`, () => {
    if (!child.isRunning()) throw new Error(`it ended:\n${lastWords(child)}`);
    return existsSync(proxy);
  });
  return {
    network,
    pidFile,
    proxy,
    api,
    setUplinks: (next) => {
      for (const each of out) each.setUp(next);
    },
    stop: async () => {
      await child.stop();
      for (const each of [toApi, ...out]) each.close();
      await removeGroup(group);
    },
  };
}

/** Carries what comes to a socket to a server on loopback, as long as it may; what is on its way is cut off, too. */
function relay(path: string, to: string) {
  const port = Number(to.slice(to.lastIndexOf(":") + 1));
  const open = new Set<Socket>();
  let isUp = true;
  const server = createServer((client) => {
    client.on("error", () => {});
    if (!isUp) {
      client.destroy();
      return;
    }
    const target = connect(port, "127.0.0.1");
    open.add(client);
    client.on("close", () => open.delete(client));
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      one.pipe(other);
      one.on("error", () => other.destroy()).on("close", () => other.destroy());
    }
  }).listen(path);
  return {
    setUp(next: boolean) {
      isUp = next;
      if (!next) for (const each of open) each.destroy();
    },
    close: () => server.close(),
  };
}
