import { field } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { ManifestContext } from "../rule.ts";

/**
 * Whether a source is of the fleet's own artifacts, which sites/fleet.yaml says where to find: no layer and no tenant can put
 * any among the delivery objects. A chart's has a selector of its layer.
 */
export function isOwnArtifact(object: KubernetesObject, { category }: Pick<ManifestContext, "category">): boolean {
  return (
    category === "delivery" && object.kind === "OCIRepository" && field(object, "spec", "layerSelector") === undefined
  );
}
