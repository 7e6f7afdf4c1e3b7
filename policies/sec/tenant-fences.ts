import type { KubernetesObject } from "../../model/manifest.ts";
import type { ClusterRule } from "../rule.ts";
import { field, isMapping, texts } from "./fields.ts";

export const tenantFences: ClusterRule = {
  id: "FLT-SEC-013",
  scope: "cluster",
  severity: "error",
  title: "Every tenant namespace is closed by default and has a quota",
  help: "In each cluster, a namespace of a tenant has a NetworkPolicy that selects all pods and allows nothing in either direction (other policies then open what is needed), and a ResourceQuota. Without the first, pods of one tenant reach those of all others; without the second, one tenant can fill the site.",
  bad: `# objects of one cluster
apiVersion: v1
kind: Namespace
metadata: { name: retail }
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: tenant, namespace: retail }
spec: { hard: { pods: "50" } }
`,
  good: `# objects of one cluster
apiVersion: v1
kind: Namespace
metadata: { name: retail }
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: tenant, namespace: retail }
spec: { hard: { pods: "50" } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: retail }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`,
  check({ folders }) {
    const parts = folders.map(({ objects }) => fencesIn(objects));
    const owned = new Set(folders[0]?.context.tenants.flatMap(({ namespaces }) => namespaces));
    const used = new Set(parts.flatMap(({ used }) => [...used]).filter((namespace) => owned.has(namespace)));
    return [...used].sort().flatMap((namespace) => {
      const missing = fences.filter(({ key }) => !parts.some((part) => part[key].has(namespace)));
      return missing.map(({ what }) => ({
        message: `tenant namespace ${namespace} has no ${what}`,
        hint: "add it in the layer that makes the namespace",
      }));
    });
  },
};

const fences = [
  { key: "denied", what: "NetworkPolicy that selects all pods and allows nothing, in and out" },
  { key: "limited", what: "ResourceQuota" },
] as const;

/** Namespaces that a folder makes or uses, closes and limits. */
interface Fences {
  readonly used: ReadonlySet<string>;
  readonly denied: ReadonlySet<string>;
  readonly limited: ReadonlySet<string>;
}

/** Folders that many clusters share are lists that many clusters share. */
const remembered = new WeakMap<readonly KubernetesObject[], Fences>();

function fencesIn(objects: readonly KubernetesObject[]): Fences {
  const known = remembered.get(objects);
  if (known) return known;
  const namespacesOf = (select: (object: KubernetesObject) => boolean) =>
    new Set(objects.filter(select).flatMap(({ metadata }) => metadata.namespace ?? []));
  const made = objects.filter(({ kind }) => kind === "Namespace").map(({ metadata }) => metadata.name);
  const fences = {
    used: new Set([...made, ...namespacesOf(() => true)]),
    denied: namespacesOf(deniesAll),
    limited: namespacesOf(({ kind }) => kind === "ResourceQuota"),
  };
  remembered.set(objects, fences);
  return fences;
}

function deniesAll({ kind, spec }: KubernetesObject): boolean {
  if (kind !== "NetworkPolicy") return false;
  const selector = field(spec, "podSelector");
  const types = texts(field(spec, "policyTypes"));
  return (
    isMapping(selector) &&
    Object.values(selector).every((each) => isMapping(each) && Object.keys(each).length === 0) &&
    ["Ingress", "Egress"].every((type) => types.includes(type)) &&
    [field(spec, "ingress"), field(spec, "egress")].every((rules) => !Array.isArray(rules) || rules.length === 0)
  );
}
