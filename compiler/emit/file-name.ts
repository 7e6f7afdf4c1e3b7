import type { KindFacts, KindTable } from "../../model/kinds/facts.ts";
import type { KubernetesObject } from "../../model/manifest.ts";

/**
 * `<kind>_<namespace>_<name>.yaml`, lower case. An underscore cannot stand in a kind, a namespace or most names,
 * so the parts cannot run into each other; RBAC names may hold a colon, which some file systems refuse.
 */
export function fileName({ kind, metadata: { name, namespace } }: KubernetesObject): string {
  const parts = namespace === undefined ? [kind, name] : [kind, namespace, name];
  return `${parts.join("_").toLowerCase().replaceAll(":", ".")}.yaml`;
}

/**
 * Finds the files of objects of some kinds without reading them. Kinds of two groups that share a name are both found.
 *
 * @param isWanted by the facts of a kind
 * @returns whether the file at a path is of such a kind
 */
export function fileNameMatcher(kinds: KindTable, isWanted: (facts: KindFacts) => boolean): (path: string) => boolean {
  const named = new Set(
    Object.entries(kinds).flatMap(([kind, facts]) =>
      isWanted(facts) ? [(kind.split(".")[0] ?? "").toLowerCase()] : [],
    ),
  );
  return (path) => {
    const [, kind] = /([^/_]+)_[^/]*\.yaml$/.exec(path) ?? [];
    return kind !== undefined && named.has(kind);
  };
}
