import type { ChartSource, HelmRelease, KubernetesObject } from "../../../model/manifest.ts";
import { type ApplicationOptions, application } from "./application.ts";
import { chartOf, repositoryOf } from "./chart-location.ts";
import { PLATFORM_PROJECT } from "./names.ts";

/**
 * The Application of a chart. Argo CD renders the chart and applies the objects; under the same release
 * name and namespace these are the ones that Helm installed before, which it so takes over. Helm's own
 * record of that release stays behind and is never read again.
 */
export function chartApplication(
  { name, namespace, source, values, ignored = [], written = [] }: HelmRelease,
  options: Pick<ApplicationOptions, "paused" | "cascade"> = { paused: false, cascade: true },
): KubernetesObject {
  const helm = { releaseName: name, ...(Object.keys(values).length > 0 && { valuesObject: values }) };
  return application({
    name,
    project: PLATFORM_PROJECT,
    source: { repoURL: repositoryOf(source), ...revision(source), helm },
    namespace,
    prune: true,
    ignored: [...ignored, ...written],
    ...options,
  });
}

function revision(source: ChartSource) {
  return source.kind === "git"
    ? { targetRevision: source.tag, path: source.path }
    : { targetRevision: source.version, chart: chartOf(source) };
}
