import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { JsonObject } from "../../model/json.ts";
import {
  containerdConfig,
  firewallArguments,
  kubeletConfig,
  networkConfig,
  proxyArguments,
} from "../node/configuration.ts";
import { groupName, removeGroup } from "../node/control-groups.ts";
import { nodeScript } from "../node/script.ts";
import { lastWords, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import { kubeconfigText } from "./kubeconfig.ts";
import type { Lan } from "./lan.ts";
import { programOf } from "./programs.ts";
import { until } from "./until.ts";

/** A server as a real node: kubelet, containerd, kube-proxy and kube-router in namespaces of its own. */
export interface RealNode {
  readonly name: string;
  /** In the network of the site, and the range of its pods. */
  readonly address: string;
  readonly pods: string;
  readonly labels?: Readonly<Record<string, string>>;
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

const script = join(import.meta.dirname, "../node/node.sh");

/** Tokens by which the API server knows who asks. */
export interface NodeTokens {
  /** As `system:node:<name>` and as kube-proxy. */
  readonly node: string;
  readonly proxy: string;
}

/** Starts a node and gives it its labels and the range of its pods. @param packages folder of ensurePackages */
export async function startNode(
  cluster: Cluster,
  lan: Lan,
  node: RealNode,
  tokens: NodeTokens,
  packages: string,
): Promise<RunningNode> {
  const data = join(cluster.folder, node.name);
  mkdirSync(data, { recursive: true });
  await writeDisk(data, cluster, lan, node, tokens, packages);
  const group = groupName(`${cluster.name}-${node.name}`);
  const { gateway, prefix } = lan.network;
  const env = {
    PACKAGES: packages,
    GROUP: group,
    LAN_PID: lan.pidFile,
    NAME: node.name,
    ADDRESS: `${node.address}/${prefix}`,
    GATEWAY: gateway,
    PODS: node.pods,
    LINK: `port${node.address.slice(node.address.lastIndexOf(".") + 1)}`,
    DATA: data,
    NODE: process.execPath,
  };
  const start = () => startChild({ name: "node", program: "/bin/bash", args: [script], env, folder: data });
  let since = new Date();
  let child = start();
  const powerOff = async () => {
    await child.stop();
    await removeGroup(group);
  };
  return {
    name: node.name,
    write: (path, text) => writeTo(data, path, text),
    powerOff,
    powerOn: () => {
      since = new Date();
      child = start();
    },
    untilReady: async () => {
      const look = () => {
        if (!child.isRunning()) throw new Error(`it ended:\n${lastWords(child)}`);
        return isReady(cluster, node, since);
      };
      await until(`the node ${node.name} is Ready (logs: ${data})`, look, { seconds: 120 });
    },
    stop: async () => {
      await powerOff();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function writeDisk(
  data: string,
  cluster: Cluster,
  lan: Lan,
  node: RealNode,
  tokens: NodeTokens,
  packages: string,
) {
  const { network, api } = lan;
  const url = cluster.url.replace("127.0.0.1", network.gateway);
  const write = (name: string, text: string) => writeTo(data, name, text);
  const kubeconfig = (user: string, token: string) =>
    write(`${user}.kubeconfig`, kubeconfigText({ name: cluster.name, url, ca: cluster.ca, token }));
  const disk = { "/etc/cni/net.d/10-site.conflist": networkConfig(node.pods), ...node.files };
  for (const [path, text] of Object.entries(disk)) {
    write(path.replace(/^\/usr\/local\//, "/local/"), text);
  }
  write("containerd.base.toml", containerdConfig(packages, node.sandboxImage));
  const settings = write("kubelet.yaml", kubeletConfig(node.address, dnsAddress(network.services)));
  const programs = {
    kubelet: [
      await programOf("kubelet"),
      `--config=${settings}`,
      `--kubeconfig=${kubeconfig("kubelet", tokens.node)}`,
      `--hostname-override=${node.name}`,
      `--node-ip=${node.address}`,
      "--root-dir=/var/lib/kubelet",
      "--cert-dir=/var/lib/kubelet/pki",
      "--v=2",
    ],
    "kube-proxy": [
      await programOf("kube-proxy"),
      ...proxyArguments(kubeconfig("kube-proxy", tokens.proxy), node.name, network.pods),
    ],
    "kube-router": [
      await programOf("kube-router"),
      ...firewallArguments(kubeconfig("kube-router", cluster.token), node.name),
    ],
  };
  write("run.sh", nodeScript({ data, boot: node.boot ?? "", relay: `127.0.0.1:6443=${api}`, programs }));
}

/** @returns the path of the file */
function writeTo(folder: string, name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/** The tenth address of the range of Services, where clusters have their DNS. */
export function dnsAddress(services: string): string {
  return services.replace(/\.\d+\/\d+$/, ".10");
}

/** Whether the node has reported since then that it is Ready; it gets its labels and its range of pods on the way. */
async function isReady({ client }: Cluster, { name, labels, pods }: RealNode, since: Date): Promise<boolean> {
  const key = { apiVersion: "v1", kind: "Node", name };
  const found = await client.tryGet(key);
  if (found === undefined) throw new Error("it has not registered");
  const { podCIDR } = (found as unknown as { readonly spec: { readonly podCIDR?: string } }).spec;
  if (podCIDR === undefined) {
    await client.merge(key, { metadata: { labels }, spec: { podCIDR: pods, podCIDRs: [pods] } });
  }
  const lease = await client.tryGet({
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    name,
    namespace: "kube-node-lease",
  });
  const { renewTime = "" } = (lease as { readonly spec?: { readonly renewTime?: string } } | undefined)?.spec ?? {};
  if (!(new Date(renewTime) > since)) throw new Error("it has not renewed its lease");
  const conditions = (found.status?.["conditions"] ?? []) as readonly JsonObject[];
  const ready = conditions.find(({ type }) => type === "Ready");
  if (ready?.["status"] !== "True") throw new Error(String(ready?.["message"]));
  return true;
}
