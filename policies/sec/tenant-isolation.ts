import { field, isMapping, texts } from "../../model/json-fields.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeByIdentity, memoizeShared } from "../../model/memo.ts";
import type { ClusterRule, ManifestContext } from "../rule.ts";

export const tenantIsolation: ClusterRule = {
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
    const tenants = folders[0]?.context.tenants ?? [];
    // Where nothing runs there is nothing to fence in.
    const own = folders.filter(({ context }) => !context.isRemote);
    const parts = own.map(({ objects }) => fencesIn(objects, tenants)).filter((part) => part !== open);
    const used = new Set(parts.flatMap((part) => part.used));
    return [...used].sort().flatMap((namespace) => {
      const missing = fences.filter(({ key }) => !parts.some((part) => part[key].includes(namespace)));
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

/** Namespaces of tenants that a folder makes or uses, closes and limits. */
interface Fences {
  readonly used: readonly string[];
  readonly denied: readonly string[];
  readonly limited: readonly string[];
}

/** Nothing of a tenant, as in most folders. */
const open: Fences = { used: [], denied: [], limited: [] };

type Tenants = ManifestContext["tenants"];

const namespacesOf = memoizeByIdentity((tenants: Tenants) => new Set(tenants.flatMap(({ namespaces }) => namespaces)));

/** Folders that many clusters share are lists that many clusters share, and a fleet has one list of tenants. */
const fencesIn = memoizeShared((objects: readonly KubernetesObject[], tenants: Tenants): Fences => {
  const namespaces = namespacesOf(tenants);
  const own: { readonly object: KubernetesObject; readonly namespace: string }[] = [];
  for (const object of objects) {
    const namespace = object.kind === "Namespace" ? object.metadata.name : object.metadata.namespace;
    if (namespace !== undefined && namespaces.has(namespace)) own.push({ object, namespace });
  }
  const select = (isFence: (object: KubernetesObject) => boolean) =>
    own.filter(({ object }) => isFence(object)).map(({ namespace }) => namespace);
  return own.length === 0
    ? open
    : {
        used: select(() => true),
        denied: select(deniesAll),
        limited: select(({ kind }) => kind === "ResourceQuota"),
      };
});

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
