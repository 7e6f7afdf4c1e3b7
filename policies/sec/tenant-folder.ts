import type { ManifestRule } from "../rule.ts";
import { none } from "../violation.ts";

/** Kinds that fence a namespace in, or reach out of it; they belong to the platform. */
const fences: ReadonlySet<string> = new Set([
  // It reaches every entry of the store, whosever it is.
  "ExternalSecret",
  "LimitRange",
  "NetworkPolicy",
  "ResourceQuota",
  "Role",
  "RoleBinding",
  "ServiceAccount",
]);

export const tenantFolder: ManifestRule = {
  id: "FLT-SEC-017",
  scope: "manifest",
  severity: "error",
  atApiServer: {
    by: "flotilla-fences",
    where: "the caller is one of the tenant's people, pods or its reconciler; RBAC keeps it to its namespaces",
  },
  title: "A tenant's folder holds objects of the tenant's namespaces",
  help: "What lies in the folder of a tenant's apps is applied with the tenant's rights. An object without a namespace or in another one is refused by the API server, which blocks the whole folder; a role, quota or network policy would move the fences that the platform put around the tenant.",
  bad: `# an object of tenant retail
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: kube-system }
`,
  good: `# an object of tenant retail
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: retail }
`,
  check({ kind, metadata }, { tenant, tenants }) {
    if (tenant === undefined) return none;
    // An app of a tenant that is none is one slip, which FLT-HIER-009 tells.
    const namespaces = tenants.find(({ name }) => name === tenant)?.namespaces;
    const { namespace } = metadata;
    const where = namespace === undefined ? "it has no namespace" : `its namespace is ${namespace}`;
    return [
      ...(namespaces === undefined || (namespace !== undefined && namespaces.includes(namespace))
        ? []
        : [
            {
              message: `${where}, expected one of tenant ${tenant}: ${namespaces.join(", ") || "none"}`,
              hint: "move it into a namespace of the tenant, or into a layer of the platform",
            },
          ]),
      ...(fences.has(kind)
        ? [
            {
              message: `tenant ${tenant} brings a ${kind}, which belongs to the platform`,
              hint: "put it into a layer of the platform",
            },
          ]
        : []),
    ];
  },
};
