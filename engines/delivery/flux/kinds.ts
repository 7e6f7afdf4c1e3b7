/** Facts of Flux's kinds (source.toolkit.fluxcd.io/v1, kustomize.toolkit.fluxcd.io/v1, helm.toolkit.fluxcd.io/v2). */
import { type ChangeEffect, fieldAt, type KindTable } from "../../../model/kinds/facts.ts";
import { MOVING_TAG } from "../../../model/layout.ts";
import { CHART_MEDIA_TYPE } from "./chart.ts";
import { gitRepositoryPulls, helmReleasePulls, ociRepositoryPulls } from "./pulls.ts";

/** Which chart runs is decided by address and reference of its source; all else, and other sources, only say how to look. */
const ofSource = (before: unknown, after: unknown): ChangeEffect =>
  isChart(after) && ["url", "ref"].some((key) => textAt(before, key) !== textAt(after, key))
    ? "restarts pods"
    : "no restart";

const textAt = (source: unknown, key: string) => JSON.stringify(fieldAt(source, "spec", key));

function isChart(source: unknown): boolean {
  return (
    fieldAt(source, "spec", "layerSelector", "mediaType") === CHART_MEDIA_TYPE ||
    ![undefined, MOVING_TAG].includes(fieldAt(source, "spec", "ref", "tag") as string | undefined)
  );
}

/**
 * When and how helm-controller works, not what it installs: a release is upgraded for another chart, other values, names or
 * post-renderers (helm-controller internal/reconcile/state.go, DetermineReleaseState).
 */
const ofWork: ReadonlySet<string> = new Set([
  "suspend",
  "interval",
  "timeout",
  "maxHistory",
  "dependsOn",
  "serviceAccountName",
  "install",
  "upgrade",
  "rollback",
  "uninstall",
  "test",
]);

/** Labels and annotations of the release are on none of its pods. */
function ofRelease(before: unknown, after: unknown): ChangeEffect {
  const [old, now] = [before, after].map((release) => {
    const spec = Object.entries(fieldAt(release, "spec") ?? {}).filter(([key]) => !ofWork.has(key));
    return JSON.stringify(spec.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  return old === now ? "no restart" : "restarts pods";
}

export const fluxKinds: KindTable = {
  "GitRepository.source.toolkit.fluxcd.io": { onChange: ofSource, onRemoval: "removes", pulls: gitRepositoryPulls },
  "OCIRepository.source.toolkit.fluxcd.io": { onChange: ofSource, onRemoval: "removes", pulls: ociRepositoryPulls },
  // What a folder held is shown object by object.
  "Kustomization.kustomize.toolkit.fluxcd.io": { onChange: "no restart", onRemoval: "removes" },
  // helm-controller uninstalls the chart with all that it made.
  "HelmRelease.helm.toolkit.fluxcd.io": { onChange: ofRelease, onRemoval: "deletes", pulls: helmReleasePulls },
};
