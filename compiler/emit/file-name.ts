import type { KubernetesObject } from "../../model/manifest.ts";

/**
 * `<kind>_<namespace>_<name>.yaml`, lower case. An underscore cannot stand in a kind, a namespace or most names,
 * so the parts cannot run into each other; RBAC names may hold a colon, which some file systems refuse.
 */
export function fileName({ kind, metadata: { name, namespace } }: KubernetesObject): string {
  const parts = namespace === undefined ? [kind, name] : [kind, namespace, name];
  return `${parts.join("_").toLowerCase().replaceAll(":", ".")}.yaml`;
}
