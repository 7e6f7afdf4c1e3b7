import { field, text } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { ManifestContext } from "../rule.ts";

/**
 * Whether a source is of the fleet's own artifacts, which sites/fleet.yaml says where to find: no layer and no tenant can put
 * any among the delivery objects. A chart's has a selector of its layer, or a name.
 */
export function isOwnArtifact(object: KubernetesObject, { category }: Pick<ManifestContext, "category">): boolean {
  return category === "delivery" && (isArtifactSource(object) || isArtifactApplication(object));
}

function isArtifactSource(object: KubernetesObject): boolean {
  return object.kind === "OCIRepository" && field(object, "spec", "layerSelector") === undefined;
}

function isArtifactApplication(object: KubernetesObject): boolean {
  const source = field(object, "spec", "source");
  return (
    object.kind === "Application" &&
    field(object, "spec", "sources") === undefined &&
    text(field(source, "repoURL"))?.startsWith("oci://") === true &&
    ["chart", "helm"].every((key) => field(source, key) === undefined)
  );
}
