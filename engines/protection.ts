/** Annotations that keep clusters, machines and hosts from being pruned, and their removal. */

import type { KubernetesObject } from "../model/manifest.ts";

type Annotations = Readonly<Record<string, string>>;

const FLUX = "kustomize.toolkit.fluxcd.io/prune";
const ARGO = "argocd.argoproj.io/sync-options";
const ARGO_PROTECTION = ["Prune=false", "Delete=false"];

/**
 * The annotations with protection from pruning added, for objects that stand for clusters, machines
 * and hosts: neither a file that vanished from Git nor a deleted Kustomization or Application takes
 * them away. Flux reads `prune: disabled`, Argo CD `Prune=false` and `Delete=false`; both are always
 * written, so that a region may change its delivery engine without a moment of danger. Other sync
 * options of Argo CD are kept.
 */
export function withPruneProtectionAnnotations(annotations: Annotations = {}): Annotations {
  const { [FLUX]: _, [ARGO]: options, ...rest } = annotations;
  return { ...rest, [ARGO]: [...others(options), ...ARGO_PROTECTION].join(","), [FLUX]: "disabled" };
}

/**
 * The annotations with that protection taken away, for objects of a retired site. Both engines go by
 * the object in the cluster, so this must be applied once before the file may go: removal takes
 * two commits.
 */
export function withoutPruneProtection(annotations: Annotations = {}): Annotations {
  const { [FLUX]: _, [ARGO]: options, ...rest } = annotations;
  const kept = others(options);
  return kept.length > 0 ? { ...rest, [ARGO]: kept.join(",") } : rest;
}

/** Whether neither engine prunes the object, whatever becomes of its file or of its reconciler. */
export function isProtected({ metadata: { annotations } }: KubernetesObject): boolean {
  if (annotations?.[FLUX] !== "disabled") return false;
  const options = annotations[ARGO]?.split(",") ?? [];
  return ARGO_PROTECTION.every((option) => options.includes(option));
}

/** The object with the protection in its annotations. */
export function withPruneProtection(object: KubernetesObject): KubernetesObject {
  const { metadata } = object;
  return { ...object, metadata: { ...metadata, annotations: withPruneProtectionAnnotations(metadata.annotations) } };
}

function others(options = ""): readonly string[] {
  return options.split(",").filter((option) => option !== "" && !ARGO_PROTECTION.includes(option));
}
