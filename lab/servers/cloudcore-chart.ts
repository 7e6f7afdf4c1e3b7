/** The chart of CloudCore as it installs itself. */

import type { JsonObject } from "../../model/json.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { chartFolder, renderChart } from "./helm-chart.ts";

/** What an installation of the chart brings. */
export interface InstalledChart {
  readonly definitions: readonly KubernetesObject[];
  /** Objects of its templates, those of hooks too. */
  readonly objects: readonly KubernetesObject[];
}

/** Renders the chart with these values, as Helm does. @param folder for the file of the values */
export async function renderCloudCore(folder: string, namespace: string, values: JsonObject): Promise<InstalledChart> {
  const chart = chartFolder("github.com/kubeedge/kubeedge", "manifests/charts/cloudcore");
  const made = await renderChart(chart, folder, { name: "cloudcore", namespace, values });
  const isDefinition = ({ kind }: KubernetesObject) => kind === "CustomResourceDefinition";
  return {
    definitions: made.filter(isDefinition),
    objects: made.filter((each) => !isDefinition(each)).map((each) => inNamespace(each, namespace)),
  };
}

const clusterWide = /^(ClusterRole|ClusterRoleBinding|Namespace)$/;

/** Some templates leave it to Helm. */
function inNamespace(object: KubernetesObject, namespace: string): KubernetesObject {
  if (clusterWide.test(object.kind)) return object;
  return { ...object, metadata: { namespace, ...object.metadata } };
}
