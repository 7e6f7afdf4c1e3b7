import { identity, type KubernetesObject } from "../../model/manifest.ts";
import { memoizeShared } from "../../model/memo.ts";
import type { ClusterContents, ClusterRule, Violation } from "../rule.ts";

export const oneIdentity: ClusterRule = {
  id: "FLT-GIT-001",
  scope: "cluster",
  severity: "error",
  baseline: "never",
  title: "An object is written once in a cluster",
  help: "Two folders of one cluster hold an object of the same group, kind, namespace and name. Each reconciler would undo the work of the other for ever, and the one that is removed first deletes the object of both. Give one of them another name, or keep it in one layer.",
  bad: `# objects of one cluster
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: observability }
data: { LOG_LEVEL: info }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: observability }
data: { LOG_LEVEL: debug }
`,
  good: `# objects of one cluster
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: observability }
data: { LOG_LEVEL: info }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: debug-settings, namespace: observability }
data: { LOG_LEVEL: debug }
`,
  check(cluster) {
    const hashes = new Set<number>();
    let count = 0;
    for (const { objects } of cluster.folders) {
      const own = hashesOf(objects);
      count += own.length;
      for (const hash of own) hashes.add(hash);
    }
    // Equal hashes of different identities are possible, if rare.
    return hashes.size === count ? [] : writtenTwice(cluster);
  },
};

/** Folders that many sites share are lists that many sites share. */
const hashesOf = memoizeShared((objects: readonly KubernetesObject[]) => Int32Array.from(objects, identityHash));

/** FNV-1a over all that may be part of the identity; the version of the group is left out, as there. */
function identityHash({ apiVersion, kind, metadata: { name, namespace = "" } }: KubernetesObject): number {
  const group = hashed(0x811c9dc5, apiVersion, apiVersion.indexOf("/"));
  return hashed(hashed(hashed(group, kind), namespace), name);
}

function hashed(start: number, text: string, end = text.length): number {
  let hash = Math.imul(start ^ 0x2f, 0x01000193);
  for (let index = 0; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

function writtenTwice({ folders }: ClusterContents): readonly Violation[] {
  const firsts = new Map<string, string>();
  const violations: Violation[] = [];
  for (const { path, objects } of folders) {
    for (const object of objects) {
      const key = identity(object);
      const first = firsts.get(key);
      if (first === undefined) firsts.set(key, path);
      else violations.push(twice(object, first, path));
    }
  }
  return violations;
}

function twice({ kind, metadata }: KubernetesObject, first: string, second: string): Violation {
  const name = metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;
  return {
    message: `${kind} ${name} is written twice: in ${first} and in ${second}`,
    hint: "rename one of them, or keep it in one layer",
  };
}
