/** Facts of Argo CD's kinds (argoproj.io/v1alpha1). */

import { type ChangeEffect, fieldAt, type KindTable, type RemovalEffect } from "../../../model/kinds/facts.ts";
import { applicationPulls } from "./pulls.ts";

/** An Application of a chart stands for its pods; one of a folder for files that are shown one by one. */
function isChart(application: unknown): boolean {
  return fieldAt(application, "spec", "source", "helm") !== undefined;
}

/** When and how Argo CD syncs is none of the chart's business: a hold, a finalizer, what it ignores. */
const onChange = (before: unknown, after: unknown): ChangeEffect =>
  isChart(after) && ["source", "destination"].some((key) => textAt(before, key) !== textAt(after, key))
    ? "restarts pods"
    : "no restart";

const textAt = (application: unknown, key: string) => JSON.stringify(fieldAt(application, "spec", key));

const onRemoval = (before: unknown): RemovalEffect => (isChart(before) ? "deletes" : "removes");

export const argocdKinds: KindTable = {
  "Application.argoproj.io": { onChange, onRemoval, pulls: applicationPulls },
  "AppProject.argoproj.io": { onChange: "no restart", onRemoval: "removes" },
};
