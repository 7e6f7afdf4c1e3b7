/** Facts of the grids (superedge.io/v1 at v0.9.0). */

import {
  type ChangeEffect,
  type FixedField,
  fieldAt,
  type KindFacts,
  type KindTable,
} from "../../../model/kinds/facts.ts";
import { podImagesAt } from "../../../model/kinds/pod-images.ts";
import type { Pulled } from "../../../model/pulled.ts";

/** All templates have the same. */
const selector: FixedField = {
  path: "spec.template.selector",
  remedy: "give the app another name: the API server refuses another selector, and the controller tries for ever",
  source: "superedge v0.9.0 controller/deployment/sync.go updates a child with the selector of its template",
};

/**
 * The worst of what becomes of the pods in a zone, by the templates that count there before and after. Zones that run the
 * template of all are not named, so one that gets a template of its own may have had pods.
 */
function ofTemplates(before: unknown, after: unknown): ChangeEffect {
  const named = [before, after].flatMap((grid) => Object.keys(fieldAt(grid, "spec", "templates") ?? {}));
  const found = new Set([undefined, ...named].map((zone) => inZone(templateIn(before, zone), templateIn(after, zone))));
  return (["stops pods", "restarts pods"] as const).find((effect) => found.has(effect)) ?? "no restart";
}

function inZone(before: unknown, after: unknown): ChangeEffect {
  if (!hasPods(before)) return "no restart";
  if (!hasPods(after)) return "stops pods";
  const pod = (template: unknown) => JSON.stringify(fieldAt(template, "template"));
  return pod(before) === pod(after) ? "no restart" : "restarts pods";
}

function hasPods(template: unknown): boolean {
  return fieldAt(template, "replicas") !== 0;
}

/** @param zone undefined: one that the grid does not name */
function templateIn(grid: unknown, zone: string | undefined): unknown {
  const spec = fieldAt(grid, "spec");
  const named = zone === undefined ? undefined : fieldAt(spec, "templates", zone);
  const name = named ?? fieldAt(spec, "defaultTemplateName") ?? "default";
  return name === "default" ? fieldAt(spec, "template") : fieldAt(spec, "templatePool", String(name));
}

function gridImages(grid: unknown): readonly Pulled[] {
  const spec = fieldAt(grid, "spec");
  const all = [fieldAt(spec, "template"), ...Object.values(fieldAt(spec, "templatePool") ?? {})];
  return all.flatMap((template) => podImagesAt("template", "spec")(template, () => []));
}

const grid: KindFacts = {
  onChange: ofTemplates,
  // Its children belong to it and go with it.
  onRemoval: "stops pods",
  fixed: [selector],
  pulls: gridImages,
};

export const gridKinds: KindTable = {
  "DeploymentGrid.superedge.io": grid,
  "StatefulSetGrid.superedge.io": grid,
  "ServiceGrid.superedge.io": { onChange: "no restart", onRemoval: "removes" },
};
