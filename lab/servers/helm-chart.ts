/** Charts out of pinned modules of Go, which is where upstream publishes them. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import type { JsonObject } from "../../model/json.ts";
import { isMapping } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { downloadModules } from "../crds/modules.ts";
import { programOf } from "./programs.ts";

/** An installation of a chart. */
interface ChartRelease {
  readonly name: string;
  readonly namespace: string;
  readonly values: JsonObject;
}

/** @param path of the chart in the module */
export function chartFolder(module: string, path: string): string {
  return join(downloadModules(join(import.meta.dirname, "../crds")).get(module)?.dir ?? "", path);
}

/**
 * What Helm makes, definitions included.
 *
 * @param chart its folder
 * @param folder for the file of the values
 */
export async function renderChart(
  chart: string,
  folder: string,
  { name, namespace, values }: ChartRelease,
): Promise<readonly KubernetesObject[]> {
  const file = join(folder, `${name}-values.json`);
  writeFileSync(file, JSON.stringify(values));
  const args = ["template", name, chart, `--namespace=${namespace}`, "--include-crds", `--values=${file}`];
  const text = execFileSync(await programOf("helm"), args, { encoding: "utf8", maxBuffer: 2 ** 26 });
  return loadAll(text).filter((each) => isMapping(each)) as unknown as readonly KubernetesObject[];
}
