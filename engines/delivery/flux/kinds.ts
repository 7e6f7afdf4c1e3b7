/** Facts of Flux's kinds (source.toolkit.fluxcd.io/v1, kustomize.toolkit.fluxcd.io/v1, helm.toolkit.fluxcd.io/v2). */
import { type ChangeEffect, fieldAt, type KindTable } from "../../../model/kinds/facts.ts";
import { CHART_MEDIA_TYPE } from "./chart.ts";
import { gitRepositoryPulls, helmReleasePulls, ociRepositoryPulls } from "./pulls.ts";

/** A chart's source decides which version runs; any other source only says where to look. */
const ofSource = (_: unknown, after: unknown): ChangeEffect => (isChart(after) ? "restarts pods" : "no restart");

function isChart(source: unknown): boolean {
  return (
    fieldAt(source, "spec", "layerSelector", "mediaType") === CHART_MEDIA_TYPE ||
    fieldAt(source, "spec", "ref", "tag") !== undefined
  );
}

export const fluxKinds: KindTable = {
  "GitRepository.source.toolkit.fluxcd.io": { onChange: ofSource, onRemoval: "removes", pulls: gitRepositoryPulls },
  "OCIRepository.source.toolkit.fluxcd.io": { onChange: ofSource, onRemoval: "removes", pulls: ociRepositoryPulls },
  // What a folder held is shown object by object.
  "Kustomization.kustomize.toolkit.fluxcd.io": { onChange: "no restart", onRemoval: "removes" },
  // helm-controller uninstalls the chart with all that it made.
  "HelmRelease.helm.toolkit.fluxcd.io": { onChange: "restarts pods", onRemoval: "deletes", pulls: helmReleasePulls },
};
