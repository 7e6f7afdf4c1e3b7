import type { JsonObject } from "../../model/json.ts";
import { firewallArguments, kubeletConfig, proxyArguments } from "../node/configuration.ts";
import type { Cluster } from "./cluster.ts";
import { kubeconfigText } from "./kubeconfig.ts";
import type { Lan } from "./lan.ts";
import { programOf } from "./programs.ts";
import { type NodeSoftware, type RunningNode, type Server, startServer } from "./server.ts";

/** A server as a real node: kubelet, containerd, kube-proxy and kube-router in namespaces of its own. */
export interface RealNode extends Server {
  readonly labels?: Readonly<Record<string, string>>;
}

/** Tokens by which the API server knows who asks. */
export interface NodeTokens {
  /** As `system:node:<name>` and as kube-proxy. */
  readonly node: string;
  readonly proxy: string;
}

/** Starts a node and gives it its labels and the range of its pods. @param packages folder of ensurePackages */
export function startNode(
  cluster: Cluster,
  lan: Lan,
  node: RealNode,
  tokens: NodeTokens,
  packages: string,
): Promise<RunningNode> {
  const software: NodeSoftware = {
    programs: (write) => programs(cluster, lan, node, tokens, write),
    isReady: (since) => isReady(cluster, node, since),
  };
  return startServer(cluster, lan, node, software, packages);
}

async function programs(
  cluster: Cluster,
  { network }: Lan,
  node: RealNode,
  tokens: NodeTokens,
  write: (name: string, text: string) => string,
) {
  const url = cluster.url.replace("127.0.0.1", network.gateway);
  const kubeconfig = (user: string, token: string) =>
    write(`${user}.kubeconfig`, kubeconfigText({ name: cluster.name, url, ca: cluster.ca, token }));
  const settings = write("kubelet.yaml", kubeletConfig(node.address, dnsAddress(network.services)));
  return {
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
