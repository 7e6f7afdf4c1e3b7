/** The chart of CloudCore, out of KubeEdge's pinned module, which is the only place where it is published. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import type { JsonObject } from "../../model/json.ts";
import { isMapping } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { downloadModules } from "../crds/modules.ts";
import { crdsIn } from "./definitions.ts";
import { programOf } from "./programs.ts";

/** What an installation of the chart brings. */
export interface InstalledChart {
  readonly definitions: readonly KubernetesObject[];
  /** Objects of its templates, those of hooks too. */
  readonly objects: readonly KubernetesObject[];
}

/** Renders the chart with these values, as Helm does. @param folder for the file of the values */
export async function renderCloudCore(folder: string, namespace: string, values: JsonObject): Promise<InstalledChart> {
  const module = downloadModules(join(import.meta.dirname, "../crds")).get("github.com/kubeedge/kubeedge");
  const chart = join(module?.dir ?? "", "manifests/charts/cloudcore");
  const file = join(folder, "values.json");
  writeFileSync(file, JSON.stringify(values));
  const args = ["template", "cloudcore", chart, `--namespace=${namespace}`, `--values=${file}`];
  const text = execFileSync(await programOf("helm"), args, { encoding: "utf8" });
  const found = loadAll(text).filter((each) => isMapping(each)) as unknown as readonly KubernetesObject[];
  return { definitions: crdsIn(join(chart, "crds")), objects: found.map((each) => inNamespace(each, namespace)) };
}

const clusterWide = /^(ClusterRole|ClusterRoleBinding|Namespace)$/;

/** Some templates leave it to Helm. */
function inNamespace(object: KubernetesObject, namespace: string): KubernetesObject {
  if (clusterWide.test(object.kind)) return object;
  return { ...object, metadata: { namespace, ...object.metadata } };
}
