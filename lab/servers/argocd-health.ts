import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, loadAll } from "js-yaml";
import { kindsOf } from "./census.ts";
import { type Child, startChild } from "./child.ts";
import type { Cluster } from "./cluster.ts";
import { freePorts } from "./ports.ts";
import { programOf } from "./programs.ts";

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
