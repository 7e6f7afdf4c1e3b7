/** Karmada's control plane on loopback, from its own programs, and agents of members. */

import { randomUUID } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { downloadModules } from "../crds/modules.ts";
import { type Child, startChild } from "./child.ts";
import { type Cluster, startCluster, withoutKubelets } from "./cluster.ts";
import { startControllers } from "./controllers.ts";
import { crdsIn, installDefinitions } from "./definitions.ts";
import { karmadaCertificates } from "./karmada-certificates.ts";
import { admission, aggregation } from "./karmada-objects.ts";
import { kubeconfigText } from "./kubeconfig.ts";
import { freePorts } from "./ports.ts";
import { programOf } from "./programs.ts";
import { until } from "./until.ts";

export interface ControlPlane {
  /** Its API server, which answers for the kind Cluster too. */
  readonly cluster: Cluster;
  /** Tokens of the agents, by the names of their members. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly children: readonly Child[];
  readonly stop: () => Promise<void>;
}

/**
 * Starts etcd, the API server with the one behind it, the controllers of Kubernetes that Karmada runs, and Karmada's own:
 * controller manager, scheduler and webhook. A member is taken for lost after seconds, not minutes.
 *
 * @param members names of the members, each with a user as its agent's certificate would have it
 */
export async function startKarmada(folder: string, members: readonly string[]): Promise<ControlPlane> {
  const certificates = karmadaCertificates(join(folder, "certificates"));
  const [apiPort = 0, webhookPort = 0, ...healthPorts] = await freePorts(4);
  const tokens = Object.fromEntries(members.map((name) => [name, randomUUID()]));
  const cluster = await startCluster("karmada", folder, {
    users: members.map((name) => `${tokens[name]},karmada-agent:${name},${name},"karmada-agents"`),
    flags: [
      ...withoutKubelets,
      `--proxy-client-cert-file=${certificates.proxy.cert}`,
      `--proxy-client-key-file=${certificates.proxy.key}`,
      `--requestheader-client-ca-file=${certificates.ca}`,
      "--requestheader-allowed-names=front-proxy-client",
      "--requestheader-extra-headers-prefix=X-Remote-Extra-",
      "--requestheader-group-headers=X-Remote-Group",
      "--requestheader-username-headers=X-Remote-User",
    ],
  });
  await installDefinitions(cluster, definitions());
  const { kubeconfig, folder: own } = cluster;
  const start = async (name: Parameters<typeof programOf>[0], args: readonly string[]) =>
    startChild({ name, program: await programOf(name), args, folder: own });
  const health = healthPorts.map((port) => `--health-probe-bind-address=127.0.0.1:${port}`);
  const quiet = ["--metrics-bind-address=0", "--leader-elect=false"];
  const children = await Promise.all([
    startControllers(cluster, ["namespace-controller", "garbage-collector-controller"]),
    start("karmada-aggregated-apiserver", [
      ...["kubeconfig", "authentication-kubeconfig", "authorization-kubeconfig"].map(
        (each) => `--${each}=${kubeconfig}`,
      ),
      `--etcd-servers=${cluster.store.url}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${apiPort}`,
      `--cert-dir=${join(own, "aggregated")}`,
    ]),
    start("karmada-webhook", [
      `--kubeconfig=${kubeconfig}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${webhookPort}`,
      `--cert-dir=${certificates.server}`,
      "--metrics-bind-address=0",
      ...health.slice(0, 1),
    ]),
  ]);
  for (const object of aggregation(apiPort)) await cluster.client.apply(object);
  await until("the kind Cluster is served", async () => {
    await cluster.client.call("GET", "/apis/cluster.karmada.io/v1alpha1/clusters");
    return true;
  });
  for (const object of admission(webhookPort, certificates.authority)) await cluster.client.apply(object);
  children.push(
    await start("karmada-controller-manager", [
      `--kubeconfig=${kubeconfig}`,
      ...quiet,
      ...health.slice(1, 2),
      "--cluster-monitor-period=2s",
      "--cluster-monitor-grace-period=12s",
      "--cluster-startup-grace-period=20s",
    ]),
    await start("karmada-scheduler", [
      `--kubeconfig=${kubeconfig}`,
      ...quiet,
      "--health-probe-bind-address=127.0.0.1:0",
    ]),
  );
  return {
    cluster,
    tokens,
    children,
    stop: async () => {
      await Promise.all([...children.map((child) => child.stop()), cluster.stop()]);
    },
  };
}

/** Every definition of the chart. */
function definitions() {
  const module = downloadModules(join(import.meta.dirname, "..", "crds")).get("github.com/karmada-io/karmada");
  const bases = join(module?.dir ?? "", "charts/karmada/_crds/bases");
  return readdirSync(bases).flatMap((group) => crdsIn(join(bases, group)));
}

/**
 * Starts the agent of a member outside of it, as the account and with the arguments of its Deployment.
 *
 * @param args those of the container
 * @param account that the pod would have: `namespace/name`
 */
export async function startAgent(
  { cluster, tokens }: ControlPlane,
  member: Cluster,
  args: readonly string[],
  account: string,
): Promise<Child> {
  const { folder, name, url, ca, token } = member;
  const toCentre = join(folder, "karmada-kubeconfig.yaml");
  const centre = { name: "karmada", url: cluster.url, ca: cluster.ca, token: tokens[name] ?? "" };
  writeFileSync(toCentre, kubeconfigText(centre), { mode: 0o600 });
  const here = join(folder, "agent-kubeconfig.yaml");
  const user = `system:serviceaccount:${account.replace("/", ":")}`;
  writeFileSync(here, kubeconfigText({ name, url, ca, token, as: user }), { mode: 0o600 });
  const replaced =
    /^--(karmada-kubeconfig|metrics-bind-address|health-probe-bind-address|cluster-status-update-frequency)=/;
  return startChild({
    name: "karmada-agent",
    program: await programOf("karmada-agent"),
    args: [
      ...args.filter((each) => !replaced.test(each)),
      `--karmada-kubeconfig=${toCentre}`,
      "--metrics-bind-address=0",
      "--health-probe-bind-address=127.0.0.1:0",
      "--cluster-status-update-frequency=3s",
    ],
    env: { KUBECONFIG: here },
    folder,
  });
}
