/** A site whose nodes are real: its API server, controllers and scheduler, its network, its nodes. */

import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sweepGroups } from "../node/control-groups.ts";
import { ensurePackages } from "../node/packages.ts";
import { log } from "../program.ts";
import { startChild } from "./child.ts";
import { type ApiOptions, type Cluster, startCluster } from "./cluster.ts";
import { type Lan, type SiteNetwork, startLan, type Uplink } from "./lan.ts";
import { type RealNode, startNode } from "./node.ts";
import { programOf } from "./programs.ts";
import type { RunningNode } from "./server.ts";

export interface SiteOptions {
  readonly name: string;
  readonly network: SiteNetwork;
  readonly nodes: readonly RealNode[];
  /** What of the machine's loopback the nodes reach at their router. */
  readonly uplinks: readonly Uplink[];
}

/** A site that runs. */
export interface RunningSite {
  readonly cluster: Cluster;
  readonly lan: Lan;
  readonly nodes: readonly RunningNode[];
  /** Ends all processes of the site at once and starts them with what was on the disks; resolves when all nodes are Ready. */
  readonly reboot: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts everything below `folder`; resolves when all nodes are Ready. */
export async function startSite(folder: string, { name, network, nodes, uplinks }: SiteOptions): Promise<RunningSite> {
  await sweepGroups();
  const packages = await ensurePackages(log);
  const tokens = new Map(nodes.map((node) => [node.name, randomUUID()]));
  const proxy = randomUUID();
  const home = join(folder, name);
  const proxySocket = join(home, "s", "in");
  const started: { readonly stop: () => Promise<void> }[] = [];
  const keep = <T extends { readonly stop: () => Promise<void> }>(each: T): T => {
    started.unshift(each);
    return each;
  };
  const stop = async () => {
    for (const each of started) await each.stop();
  };
  try {
    const cluster = keep(await startCluster(name, folder, apiOptions(home, network, proxySocket, tokens, proxy)));
    const apiPort = Number(new URL(cluster.url).port);
    const lan = keep(await startLan({ name, network, apiPort, uplinks, folder: home, packages }));
    for (const child of await startControlPlane(cluster)) keep(child);
    const running: RunningNode[] = [];
    for (const node of nodes) {
      running.push(keep(await startNode(cluster, lan, node, { node: tokens.get(node.name) ?? "", proxy }, packages)));
    }
    await Promise.all(running.map((node) => node.untilReady()));
    return {
      cluster,
      lan,
      nodes: running,
      reboot: async () => {
        await Promise.all([...running.map((node) => node.powerOff()), cluster.stopApi()]);
        await cluster.startApi();
        for (const node of running) node.powerOn();
        await Promise.all(running.map((node) => node.untilReady()));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Nodes ask as themselves, and the API server asks them through the network of the site. */
function apiOptions(
  home: string,
  network: SiteNetwork,
  socket: string,
  tokens: ReadonlyMap<string, string>,
  proxy: string,
): ApiOptions {
  const egress = join(home, "egress.yaml");
  mkdirSync(home, { recursive: true });
  writeFileSync(egress, egressConfig(socket));
  return {
    users: [
      ...[...tokens].map(([node, token]) => `${token},system:node:${node},${node},"system:nodes"`),
      `${proxy},system:kube-proxy,kube-proxy`,
    ],
    flags: [
      `--advertise-address=${network.gateway}`,
      "--authorization-mode=Node,RBAC",
      "--enable-admission-plugins=NodeRestriction",
      "--kubelet-preferred-address-types=InternalIP",
      `--egress-selector-config-file=${egress}`,
    ],
  };
}

function egressConfig(socket: string): string {
  const connection = { proxyProtocol: "HTTPConnect", transport: { uds: { udsName: socket } } };
  return JSON.stringify({
    apiVersion: "apiserver.k8s.io/v1beta1",
    kind: "EgressSelectorConfiguration",
    egressSelections: [{ name: "cluster", connection }],
  });
}

/** Every controller that Kubernetes starts by itself, and the scheduler. */
async function startControlPlane({ kubeconfig, signingKey, folder }: Cluster) {
  const common = ["--leader-elect=false", "--bind-address=127.0.0.1", "--secure-port=0", `--kubeconfig=${kubeconfig}`];
  return [
    startChild({
      name: "kube-controller-manager",
      program: await programOf("kube-controller-manager"),
      args: [
        ...common,
        `--service-account-private-key-file=${signingKey}`,
        `--root-ca-file=${join(folder, "apiserver.crt")}`,
        "--node-monitor-grace-period=16s",
      ],
      folder,
    }),
    startChild({ name: "kube-scheduler", program: await programOf("kube-scheduler"), args: common, folder }),
  ];
}
