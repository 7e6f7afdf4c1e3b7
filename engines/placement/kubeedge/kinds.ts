/** Facts of KubeEdge's kind of an app in many groups of nodes (apps.kubeedge.io/v1alpha1 at v1.23). */

import { type ChangeEffect, fieldAt, type KindTable } from "../../../model/kinds/facts.ts";
import { podImagesAt } from "../../../model/kinds/pod-images.ts";
import { type PullReader, pulledImage } from "../../../model/pulled.ts";
import { overriddenImage } from "./image-overriders.ts";

/** The controller deletes the Deployment of a group that is no target any more, and that of a manifest that is gone. */
function onChange(before: unknown, after: unknown): ChangeEffect {
  const [old, now] = [targetsOf(before), targetsOf(after)];
  if ([...old.keys()].some((group) => !now.has(group))) return "stops pods";
  if (podsOf(before) !== podsOf(after)) return "restarts pods";
  return [...old].every(([group, each]) => podPart(each) === podPart(now.get(group))) ? "no restart" : "restarts pods";
}

const pulls: PullReader = (application, read) => [
  ...manifestsOf(application).flatMap((each) => podImagesAt("spec", "template", "spec")(each, read)),
  ...[...targetsOf(application).values()].flatMap((each) =>
    pulledImage(overriddenImage(list(fieldAt(each, "imageOverriders")))),
  ),
];

export const edgeApplicationKinds: KindTable = {
  "EdgeApplication.apps.kubeedge.io": {
    onChange,
    // Its Deployments belong to it.
    onRemoval: "stops pods",
    fixed: [
      {
        path: "spec.workloadTemplate.manifests.*.spec.selector",
        remedy: "give the app another name",
        source: "kubernetes pkg/apis/apps/validation ValidateDeploymentUpdate, for each Deployment that it has made",
      },
    ],
    pulls,
  },
};

function manifestsOf(application: unknown): readonly unknown[] {
  return list(fieldAt(application, "spec", "workloadTemplate", "manifests"));
}

/** Overrides by group. */
function targetsOf(application: unknown): ReadonlyMap<unknown, unknown> {
  const targets = list(fieldAt(application, "spec", "workloadScope", "targetNodeGroups"));
  return new Map(targets.map((each) => [fieldAt(each, "name"), fieldAt(each, "overriders") ?? {}]));
}

function podsOf(application: unknown): string {
  return JSON.stringify(manifestsOf(application).map((each) => fieldAt(each, "spec", "template")));
}

/** All but the number of pods. */
function podPart(overriders: unknown): string {
  const { replicas: _, ...rest } = overriders as { readonly replicas?: unknown };
  return JSON.stringify(rest);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
