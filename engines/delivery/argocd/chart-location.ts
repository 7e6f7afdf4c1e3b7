import type { ChartSource } from "../../../model/manifest.ts";

/** The address of a chart's repository as Argo CD compares it: a registry has no scheme. */
export function repositoryOf(source: ChartSource): string {
  if (source.kind === "git") return source.url;
  const address = source.url.replace(/^oci:\/\//, "");
  return address.slice(0, address.lastIndexOf("/"));
}

/** The name of a chart in a registry: the last part of its address. */
export function chartOf({ url }: Extract<ChartSource, { kind: "oci" }>): string {
  return url.slice(url.lastIndexOf("/") + 1);
}
