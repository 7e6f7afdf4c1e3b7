/** Cluster API in the lab: definitions, managers and webhooks. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import type { Json, JsonObject } from "../../model/json.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { ToolName } from "../tools.ts";
import { type Child, lastWords, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import { crdsIn, installDefinitions } from "./definitions.ts";
import { freePorts } from "./ports.ts";
import { programOf } from "./programs.ts";
import { until } from "./until.ts";

interface Manager {
  readonly tool: ToolName;
  /** Go module and the folder in it that holds `config/`. */
  readonly module: string;
  readonly folder: string;
}

const core = "sigs.k8s.io/cluster-api";

const managers: readonly Manager[] = [
  { tool: "capi-core", module: core, folder: "." },
  { tool: "capi-kubeadm-bootstrap", module: core, folder: "bootstrap/kubeadm" },
  { tool: "capi-kubeadm-control-plane", module: core, folder: "controlplane/kubeadm" },
  { tool: "capi-dev", module: `${core}/test`, folder: "infrastructure/docker" },
];

/** A provider's definition says by label which of its versions keep Cluster API's contracts. */
const contracts = { "cluster.x-k8s.io/v1beta1": "v1beta1", "cluster.x-k8s.io/v1beta2": "v1beta2" };

/** The manager that has the machines in its memory: when it ends, they are gone. */
export const infrastructure = "capi-dev" satisfies ToolName;

/**
 * Installs Cluster API with kubeadm and the in-memory infrastructure on a cluster: definitions, managers, and their
 * admission webhooks.
 *
 * @param isStarted which of the managers; the definitions are always those of all
 */
export async function startClusterApi(
  cluster: Cluster,
  isStarted: (tool: ToolName) => boolean = () => true,
): Promise<readonly Child[]> {
  const all = managers.map(({ module, folder }) => join(moduleFolder(module), folder));
  const definitions = all.flatMap((folder) => crdsIn(join(folder, "config/crd/bases")));
  const started = managers.filter(({ tool }) => isStarted(tool));
  const folders = all.filter((_, index) => isStarted(managers[index]?.tool ?? infrastructure));
  await installDefinitions(
    cluster,
    definitions.map((each) => ({ ...each, metadata: { ...each.metadata, labels: contracts } })),
  );
  const ports = await freePorts(started.length * 2);
  const children: Child[] = [];
  for (const [index, { tool }] of started.entries()) {
    children.push(await startManager(cluster, tool, ports[index * 2] ?? 0, ports[index * 2 + 1] ?? 0));
  }
  const ca = readFileSync(join(cluster.folder, "apiserver.crt")).toString("base64");
  for (const [index, { tool }] of started.entries()) {
    const url = `https://127.0.0.1:${ports[index * 2]}`;
    for (const object of webhooksIn(folders[index] ?? "", tool, url, ca)) await cluster.client.apply(object);
  }
  await Promise.all(children.map((child, index) => untilAnswers(child, ports[index * 2 + 1] ?? 0)));
  return children;
}

/** Waits until a manager is ready, which takes its webhooks in. */
function untilAnswers(child: Child, health: number): Promise<boolean> {
  return until(
    `${child.name} is ready`,
    async () => {
      if (!child.isRunning()) throw new Error(`it ended:\n${lastWords(child)}`);
      return (await fetch(`http://127.0.0.1:${health}/readyz`)).ok;
    },
    { seconds: 120 },
  );
}

/** The folder of a module that the tools are built from. */
function moduleFolder(module: string): string {
  const cwd = join(import.meta.dirname, "..", "tools", "capi-dev");
  const env = { ...process.env, GOFLAGS: "-mod=mod", GOSUMDB: "off", GOWORK: "off" };
  const answer = execFileSync("go", ["mod", "download", "-json", module], { cwd, env, encoding: "utf8" });
  return (JSON.parse(answer) as { readonly Dir: string }).Dir;
}

async function startManager(cluster: Cluster, tool: ToolName, webhooks: number, health: number): Promise<Child> {
  return startChild({
    name: tool,
    program: await programOf(tool),
    args: [
      `--kubeconfig=${cluster.kubeconfig}`,
      "--leader-elect=false",
      "--diagnostics-address=127.0.0.1:0",
      "--insecure-diagnostics=true",
      `--health-addr=127.0.0.1:${health}`,
      `--webhook-port=${webhooks}`,
      // The API server's own certificate is for loopback too.
      `--webhook-cert-dir=${cluster.folder}`,
      "--webhook-cert-name=apiserver.crt",
      "--webhook-key-name=apiserver.key",
      "--skip-crd-migration-phases=StorageVersionMigration,CleanupManagedFields",
      "--kube-api-qps=200",
      "--kube-api-burst=400",
    ],
    env: { POD_IP: "127.0.0.1", POD_NAMESPACE: "default", POD_NAME: tool },
    folder: cluster.folder,
  });
}

interface Webhook extends JsonObject {
  readonly clientConfig: { readonly service: { readonly path: string } };
}

/** A manager's webhook configurations, which call it by address instead of by service. */
function webhooksIn(folder: string, prefix: string, url: string, ca: string): readonly KubernetesObject[] {
  const text = readFileSync(join(folder, "config/webhook/manifests.yaml"), "utf8");
  return (loadAll(text) as KubernetesObject[]).map((object) => ({
    ...object,
    metadata: { name: `${prefix}-${object.metadata.name}` },
    webhooks: (object["webhooks"] as readonly Webhook[]).map(
      (webhook): Json => ({
        ...webhook,
        clientConfig: { url: `${url}${webhook.clientConfig.service.path}`, caBundle: ca },
      }),
    ),
  }));
}
