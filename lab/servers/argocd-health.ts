import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, loadAll } from "js-yaml";
import { type Child, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import { kindsOf } from "./object-uids.ts";
import { freePorts } from "./ports.ts";
import { programOf } from "./programs.ts";
import { until } from "./until.ts";

interface Stage {
  readonly spec: { readonly resourceRef: { readonly apiGroup: string; readonly kind: string } };
}

/**
 * Starts a KWOK that says of the kinds in argocd-stages.yaml what their own controllers would say in the end, as far
 * as the cluster serves them: Argo CD waits for it.
 */
export async function startHealth(cluster: Cluster): Promise<Child> {
  const { folder, kubeconfig } = cluster;
  const stages = loadAll(readFileSync(join(import.meta.dirname, "argocd-stages.yaml"), "utf8")) as readonly Stage[];
  const kinds = new Set((await kindsOf(cluster)).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`));
  const served = stages.filter(({ spec: { resourceRef: of } }) => kinds.has(`${of.apiGroup} ${of.kind}`));
  await until(`${cluster.name} describes the kinds of ${served.length} stages`, () => describesAll(cluster, served));
  const work = join(folder, "health");
  mkdirSync(work);
  const config = join(work, "stages.yaml");
  writeFileSync(config, served.map((stage) => `---\n${dump(stage)}`).join(""));
  const [port] = await freePorts(1);
  return startChild({
    name: "kwok-health",
    program: await programOf("kwok"),
    args: [
      `--kubeconfig=${kubeconfig}`,
      `--server-address=127.0.0.1:${port}`,
      `--config=${config}`,
      // It will not start without a node; the nodes of the lab belong to another KWOK.
      "--manage-single-node=none",
    ],
    env: { KWOK_WORKDIR: work },
    folder,
  });
}

/** KWOK ends when a kind of its stages is not described yet, which comes a moment after the kind is served. */
async function describesAll({ client }: Cluster, stages: readonly Stage[]): Promise<boolean> {
  for (const { spec } of stages) {
    const { apiGroup, kind } = spec.resourceRef;
    const path = apiGroup.includes("/") ? `apis/${apiGroup}` : `api/${apiGroup}`;
    const description = await client.call("GET", `/openapi/v3/${path}`);
    if (!JSON.stringify(description).includes(`"kind":"${kind}"`)) return false;
  }
  return true;
}
