/** Charts that stand in for those whose registry cannot be reached. */

import { dump } from "js-yaml";

/** What a registry says about a chart beside its files: Chart.yaml as data. */
export function chartConfig(name: string, version: string) {
  return { apiVersion: "v2", name, version, description: "Stands in for the chart of that name", type: "application" };
}

/**
 * Files of a chart that stands in for one whose registry cannot be reached. It installs a ConfigMap with a digest of
 * the values, so that a change of values shows in the cluster.
 */
export function standInChart(name: string, version: string): Readonly<Record<string, string>> {
  return {
    "Chart.yaml": dump(chartConfig(name, version)),
    "values.yaml": "{}\n",
    "templates/config-map.yaml": `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-stand-in
  namespace: {{ .Release.Namespace }}
data:
  chart: "{{ .Chart.Name }}-{{ .Chart.Version }}"
  values: "{{ .Values | toJson | sha256sum }}"
`,
  };
}
