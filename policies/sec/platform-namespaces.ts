import { sourceAt } from "../../model/source.ts";
import type { FleetRule } from "../rule.ts";

/** Namespaces of Kubernetes and of what the shipped profiles install; those of the engines come from the engines. */
const taken: ReadonlySet<string> = new Set([
  "default",
  "ingress",
  "local-path-storage",
  "longhorn-system",
  "observability",
]);
const families =
  /^(?:kube|cattle|cilium|cert-manager|external-secrets|cap(?:i|m3|v|a)|metal3|baremetal-operator|flotilla)(?:-|$)/;

export const platformNamespaces: FleetRule = {
  id: "FLT-SEC-005",
  scope: "fleet",
  severity: "error",
  title: "No tenant owns a namespace of the platform",
  help: "Whoever may make pods in kube-system, flux-system or argocd can take over the cluster: service accounts with every right live there.",
  bad: `# sites/fleet.yaml
tenants: [{ name: retail, namespaces: [retail, kube-system], owners: [retail-team] }]
`,
  good: `# sites/fleet.yaml
tenants: [{ name: retail, namespaces: [retail, retail-batch], owners: [retail-team] }]
`,
  check(fleet, { engines }) {
    return fleet.spec.tenants.flatMap(({ name, namespaces }, tenant) =>
      namespaces.flatMap((namespace, index) => {
        const isPlatform = taken.has(namespace) || engines.namespaces.has(namespace) || families.test(namespace);
        if (!isPlatform) return [];
        return [
          {
            message: `namespace ${namespace} of tenant ${name} belongs to the platform`,
            at: sourceAt(fleet.source, "tenants", tenant, "namespaces", index),
            hint: `name it after the tenant, such as ${name} or ${name}-batch`,
          },
        ];
      }),
    );
  },
};
