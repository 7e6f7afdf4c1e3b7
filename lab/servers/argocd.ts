import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { argocd } from "../../engines/delivery/argocd/argocd.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { startHealth } from "./argocd-health.ts";
import { agentEnvironment, agentSettings } from "./argocd-settings.ts";
import { type Child, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import { freePorts } from "./ports.ts";
import { programOf } from "./programs.ts";

const NAMESPACE = "argocd";
const agent = argocd.agent("registry.example");

/**
 * Starts Argo CD's application controller and repository server with their Redis, acting on one cluster from outside
 * of it with the settings that Flotilla's agent gives them.
 */
export async function startArgocd(cluster: Cluster): Promise<readonly Child[]> {
  for (const object of settingsOf()) await cluster.client.apply(object);
  const [redis = 0, repositories = 0, metrics = 0, controllerMetrics = 0] = await freePorts(4);
  const program = await programOf("argocd");
  const generators = [await programOf("kustomize"), await programOf("helm")].map((each) => dirname(each));
  const home = join(cluster.folder, "argocd");
  const temporary = join(home, "tmp");
  mkdirSync(temporary, { recursive: true });
  const env = {
    ...agentEnvironment(agent),
    // Both programs take `https://kubernetes.default.svc` for the cluster of KUBECONFIG.
    ARGOCD_FAKE_IN_CLUSTER: "true",
    KUBECONFIG: cluster.kubeconfig,
    HOME: home,
    TMPDIR: temporary,
    PATH: [...generators, process.env["PATH"]].join(delimiter),
    ARGOCD_GPG_ENABLED: "false",
    ARGOCD_TLS_DATA_PATH: home,
    ARGOCD_SSH_DATA_PATH: home,
    ARGOCD_PLUGINSOCKFILEPATH: home,
  };
  const address = `127.0.0.1:${repositories}`;
  const component = (name: string, ...args: readonly string[]) =>
    startChild({
      name,
      program,
      args: [`--redis=127.0.0.1:${redis}`, ...args],
      env: { ...env, ARGOCD_BINARY_NAME: name },
      folder: cluster.folder,
    });
  return [
    startChild({
      name: "miniredis",
      program: await programOf("miniredis"),
      args: [`127.0.0.1:${redis}`],
      folder: cluster.folder,
    }),
    component(
      "argocd-repo-server",
      "--address=127.0.0.1",
      `--port=${repositories}`,
      "--metrics-address=127.0.0.1",
      `--metrics-port=${metrics}`,
    ),
    component(
      "argocd-application-controller",
      `--namespace=${NAMESPACE}`,
      `--repo-server=${address}`,
      `--metrics-port=${controllerMetrics}`,
    ),
    await startHealth(cluster),
  ];
}

/** What the chart and the API server make before the controller reads it. */
function settingsOf(): readonly KubernetesObject[] {
  const labels = { "app.kubernetes.io/part-of": "argocd" };
  const key = randomBytes(32).toString("base64");
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "argocd-cm", namespace: NAMESPACE, labels },
      data: agentSettings(agent),
    },
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "argocd-secret", namespace: NAMESPACE, labels },
      stringData: { "server.secretkey": key },
    },
  ];
}
