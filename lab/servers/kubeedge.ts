/** KubeEdge on a hub as the chart of CloudCore is told to install it, and servers that join it. */

import { join } from "node:path";
import { dump, load } from "js-yaml";
import type { JsonObject } from "../../model/json.ts";
import { field } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { ensurePackages } from "../node/packages.ts";
import { log } from "../program.ts";
import { folderBeside, startBeside } from "./beside.ts";
import type { Child } from "./child.ts";
import { renderCloudCore } from "./cloudcore-chart.ts";
import type { Cluster } from "./cluster.ts";
import { installDefinitions } from "./definitions.ts";
import { kubeconfigText } from "./kubeconfig.ts";
import type { Lan, SiteNetwork, Uplink } from "./lan.ts";
import { programOf } from "./programs.ts";
import { writeTo } from "./server.ts";
import { type RunningSite, startSite } from "./site.ts";
import { until } from "./until.ts";

const NAMESPACE = "kubeedge";
const relayProgram = join(import.meta.dirname, "../node/relay.ts");

export interface HubOptions {
  readonly name: string;
  readonly network: SiteNetwork;
  readonly uplinks: readonly Uplink[];
  /** Values of the chart, as the fleet gives them. */
  readonly values: JsonObject;
  /** What the fleet puts beside the chart. */
  readonly beside: readonly KubernetesObject[];
}

/** A hub with KubeEdge that runs. */
export interface KubeEdgeHub {
  readonly site: RunningSite;
  /** What the chart has made. */
  readonly objects: readonly KubernetesObject[];
  /** What a server shows to join, as `keadm gettoken` prints it. */
  readonly token: () => Promise<string>;
  /** File with what CloudCore has printed. */
  readonly log: () => string;
  /** Cuts the edge nodes off from CloudCore, or connects them again. */
  readonly setLine: (isUp: boolean) => Promise<void>;
  /** Ends CloudCore and starts it with what the cluster has kept of it. */
  readonly restartCloudCore: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts the hub below `folder`; resolves when CloudCore has a token for those who join. */
export async function startKubeEdgeHub(
  folder: string,
  { name, network, uplinks, values, beside }: HubOptions,
): Promise<KubeEdgeHub> {
  const site = await startSite(folder, { name, network, nodes: [], uplinks });
  const started: Child[] = [];
  const stop = async () => {
    for (const each of started) await each.stop();
    await site.stop();
  };
  try {
    const { cluster, lan } = site;
    const packages = await ensurePackages(log);
    const { definitions, objects } = await renderCloudCore(cluster.folder, NAMESPACE, values);
    await installDefinitions(cluster, definitions);
    await cluster.client.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
    for (const each of [...objects.filter(isApplied), ...beside]) await cluster.client.apply(withoutHook(each));
    const start = (program: Parameters<typeof startBeside>[2]) => {
      const child = startBeside(cluster, lan, program, packages);
      started.push(child);
      return child;
    };
    const cloudCore = async () => start(await cloudCoreProgram(cluster, lan, objects));
    let running = await cloudCore();
    start(await managerProgram(cluster, lan));
    const line = () =>
      start({ name: "line", program: process.execPath, args: [relayProgram, ...ports(network, objects)] });
    let open: Child | undefined = line();
    const token = () => joinToken(cluster);
    await until(`CloudCore has a token (log: ${running.log})`, token, { seconds: 60 });
    return {
      site,
      objects,
      token,
      log: () => running.log,
      setLine: async (isUp) => {
        if (isUp === (open !== undefined)) return;
        await open?.stop();
        open = isUp ? line() : undefined;
      },
      restartCloudCore: async () => {
        await running.stop();
        running = await cloudCore();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** All but what runs in pods: those run beside. */
function isApplied({ kind }: KubernetesObject): boolean {
  return !["Deployment", "DaemonSet", "Service"].includes(kind);
}

function withoutHook({ metadata, ...rest }: KubernetesObject): KubernetesObject {
  const { annotations: _, ...own } = metadata;
  return { ...rest, metadata: own } as KubernetesObject;
}

/** CloudCore in its own network, as its pod has it, with the chart's configuration and the rights of its account. */
async function cloudCoreProgram(cluster: Cluster, lan: Lan, objects: readonly KubernetesObject[]) {
  const name = "cloudcore";
  const data = folderBeside(cluster, { name });
  const of = (kind: string) => objects.find((each) => each.kind === kind && each.metadata.name === "cloudcore");
  const config = load(String(field(of("ConfigMap"), "data", "cloudcore.yaml"))) as JsonObject;
  const kubeConfig = await kubeconfigOf(cluster, lan, "cloudcore");
  // A pod finds the API server by itself; this is all that differs from the chart's configuration.
  const text = dump({ ...config, kubeAPIConfig: { ...(config["kubeAPIConfig"] as JsonObject), kubeConfig } });
  writeTo(data, "etc/kubeedge/config/cloudcore.yaml", text);
  const secret = (key: string) => Buffer.from(String(field(of("Secret"), "data", key)), "base64").toString();
  writeTo(data, "etc/kubeedge/ca/streamCA.crt", secret("streamCA.crt"));
  for (const key of ["stream.crt", "stream.key"]) writeTo(data, `etc/kubeedge/certs/${key}`, secret(key));
  return { name, program: await programOf("cloudcore"), args: ["--config=/etc/kubeedge/config/cloudcore.yaml"] };
}

async function managerProgram(cluster: Cluster, lan: Lan) {
  const env = { KUBECONFIG: await kubeconfigOf(cluster, lan, "controller-manager") };
  return { name: "controller-manager", program: await programOf("kubeedge-controller-manager"), args: [], env };
}

/** Of a service account of the chart, with the rights that the chart gives it and no others. */
async function kubeconfigOf({ client, name, url, ca, folder }: Cluster, { network }: Lan, account: string) {
  const path = `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/${account}/token`;
  const asked = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { expirationSeconds: 7200 } };
  const token = String(field(await client.call("POST", path, asked), "status", "token"));
  const text = kubeconfigText({ name, url: url.replace("127.0.0.1", network.gateway), ca, token });
  return writeTo(folder, `${account}.kubeconfig`, text);
}

/** What kube-proxy does for the chart's Service of type NodePort, at one server of the hub. */
function ports({ gateway }: SiteNetwork, objects: readonly KubernetesObject[]): readonly string[] {
  const service = objects.find(({ kind, metadata }) => kind === "Service" && metadata.name === "cloudcore");
  const all = field(service, "spec", "ports") as readonly { readonly port: number; readonly nodePort: number }[];
  return all.map(({ port, nodePort }) => `${gateway}:${nodePort}=127.0.0.1:${port}`);
}

async function joinToken({ client }: Cluster): Promise<string> {
  const secret = await client.tryGet({ apiVersion: "v1", kind: "Secret", name: "tokensecret", namespace: NAMESPACE });
  const token = field(secret, "data", "tokendata");
  if (typeof token !== "string") throw new Error("there is no Secret tokensecret yet");
  return Buffer.from(token, "base64").toString();
}
