/** What the controller of SuperEdge writes into grids. */

import type { IgnoredFields, KubernetesObject } from "../../../model/manifest.ts";
import { templateNames } from "./grid.ts";

/**
 * Into every template a hash of it, and the empty date that its Go types write out (superedge v0.9.0
 * controller/deployment/util). Delivery leaves them, or both would write the grid for ever.
 */
export function writtenByController(grid: KubernetesObject): IgnoredFields {
  const templates = ["/spec/template", ...templateNames(grid).map((name) => `/spec/templatePool/${name}`)];
  return {
    group: "superedge.io",
    kind: grid.kind,
    name: grid.metadata.name,
    pointers: templates.flatMap((template) => [
      `${template}/template/metadata/creationTimestamp`,
      `${template}/template/metadata/labels/superedge.io~1template-hash-key`,
    ]),
  };
}
