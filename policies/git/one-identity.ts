import { identity, type KubernetesObject } from "../../model/manifest.ts";
import type { ClusterRule, Finding } from "../rule.ts";

export const oneIdentity: ClusterRule = {
  id: "FLT-GIT-001",
  scope: "cluster",
  severity: "error",
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
  check({ folders }) {
    const seen = new Set<string>();
    const findings: Finding[] = [];
    for (const { path, objects } of folders) {
      const keys = identities(objects);
      for (const [index, key] of keys.entries()) {
        const before = seen.size;
        if (seen.add(key).size === before) findings.push(twice(objects[index] as KubernetesObject, path, folders));
      }
    }
    return findings;
  },
};

/** Folders that many sites share are lists that many sites share. */
const remembered = new WeakMap<readonly KubernetesObject[], readonly string[]>();

function identities(objects: readonly KubernetesObject[]): readonly string[] {
  let keys = remembered.get(objects);
  if (!keys) {
    keys = objects.map(identity);
    remembered.set(objects, keys);
  }
  return keys;
}

function twice(
  object: KubernetesObject,
  path: string,
  folders: Parameters<ClusterRule["check"]>[0]["folders"],
): Finding {
  const first = folders.find((folder) => identities(folder.objects).includes(identity(object)));
  const { kind, metadata } = object;
  const name = metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name;
  return {
    message: `${kind} ${name} is written twice: in ${first?.path} and in ${path}`,
    hint: "rename one of them, or keep it in one layer",
  };
}
