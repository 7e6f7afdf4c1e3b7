/** Digests in the root folder: which content of each artifact counts, and what waits for it. */

import type { JsonObject } from "../../../model/json.ts";
import { fieldAt } from "../../../model/kinds/facts.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { ArtifactPinning } from "../../cluster-artifacts.ts";
import { ROOT } from "./names.ts";

/** Annotation of a Kustomization with the digest that its source is pinned to. */
const DIGEST = "flotilla.dev/digest";

/**
 * What a Kustomization asks of one that it depends on where the two read different artifacts: Flux compares revisions only
 * where both have the same source (kustomize-controller kustomization_controller.go, checkDependencies), and would go ahead
 * of a content that is not there yet. The annotation is written before any digest moves: kustomize-controller applies
 * kustomize.toolkit.fluxcd.io before source.toolkit.fluxcd.io (fluxcd/pkg ssa/sort.go).
 */
export const appliedAsPinned = [
  "dep.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')",
  `dep.status.lastAppliedRevision == dep.metadata.annotations['${DIGEST}']`,
].join(" && ");

export const fluxPinning: ArtifactPinning = {
  checksSignatures: true,
  released: (objects) =>
    objects.map((object) => (isRepository(object) ? withSpec(object, { suspend: false }) : object)),
  heldIn(objects) {
    const readers = Map.groupBy(objects.filter(isKustomization), (each) => fieldAt(each, "spec", "sourceRef", "name"));
    const held = objects.filter(isPinnable).filter(({ metadata: { name } }) => {
      const own = readers.get(name) ?? [];
      return own.length > 0 && own.every((each) => fieldAt(each, "spec", "suspend") === true);
    });
    return new Set(held.map((source) => String(fieldAt(source, "spec", "url"))));
  },
  pinned(objects, digests) {
    const byName = new Map(
      objects.filter(isPinnable).flatMap((source) => {
        const digest = digests.get(String(fieldAt(source, "spec", "url")));
        return digest === undefined ? [] : [[source.metadata.name, digest] as const];
      }),
    );
    return objects.map((object) => withDigest(object, byName));
  },
};

function withDigest(object: KubernetesObject, byName: ReadonlyMap<string, string>): KubernetesObject {
  const { metadata } = object;
  if (isPinnable(object)) {
    const digest = byName.get(metadata.name);
    return digest === undefined ? object : withSpec(object, { ref: { digest } });
  }
  const digest = isKustomization(object) ? byName.get(String(fieldAt(object, "spec", "sourceRef", "name"))) : undefined;
  if (digest === undefined) return object;
  return { ...object, metadata: { ...metadata, annotations: { ...metadata.annotations, [DIGEST]: digest } } };
}

function withSpec(object: KubernetesObject, fields: JsonObject): KubernetesObject {
  return { ...object, spec: { ...(fieldAt(object, "spec") as JsonObject), ...fields } };
}

function isRepository({ kind, metadata: { name } }: KubernetesObject): boolean {
  return kind === "GitRepository" && name === ROOT;
}

/** A source of an artifact that is not the root itself; a chart's has a selector of its layer. */
function isPinnable(object: KubernetesObject): boolean {
  return (
    object.kind === "OCIRepository" &&
    object.metadata.name !== ROOT &&
    fieldAt(object, "spec", "layerSelector") === undefined
  );
}

function isKustomization({ kind, apiVersion }: KubernetesObject): boolean {
  return kind === "Kustomization" && apiVersion.startsWith("kustomize.toolkit.fluxcd.io/");
}
