import { sourceAt } from "../../model/source.ts";
import { duplicates } from "../duplicates.ts";
import type { FleetRule } from "../rule.ts";

export const tenantNamespaces: FleetRule = {
  id: "FLT-HIER-008",
  scope: "fleet",
  severity: "error",
  baseline: "never",
  title: "Tenants have names and namespaces of their own",
  help: "Quota, roles and network policies of a tenant are bound to its namespaces. In a namespace of two tenants each could read, change and starve the other.",
  bad: `# sites/fleet.yaml
tenants:
  - { name: retail, namespaces: [shop], owners: [retail-team] }
  - { name: payment, namespaces: [shop], owners: [payment-team] }
`,
  good: `# sites/fleet.yaml
tenants:
  - { name: retail, namespaces: [shop], owners: [retail-team] }
  - { name: payment, namespaces: [payment], owners: [payment-team] }
`,
  check(fleet) {
    const { tenants } = fleet.spec;
    const names = duplicates([...tenants.entries()], ([, { name }]) => name).map(({ key, item: [index] }) => ({
      message: `tenant ${key} is there twice, expected one entry with all of its namespaces`,
      at: sourceAt(fleet.source, "tenants", index, "name"),
      hint: "put the namespaces of both into one entry, or rename one of the two",
    }));
    const owned = tenants.flatMap(({ name, namespaces }, tenant) =>
      namespaces.map((namespace, index) => ({ name, namespace, steps: [tenant, "namespaces", index] as const })),
    );
    const shared = duplicates(owned, ({ namespace }) => namespace).map(({ key, item, first }) => ({
      message:
        item.name === first.name
          ? `namespace ${key} is listed twice by tenant ${item.name}`
          : `namespace ${key} belongs to the tenants ${first.name} and ${item.name}, expected one owner`,
      at: sourceAt(fleet.source, "tenants", ...item.steps),
      hint: "give each tenant a namespace of its own",
    }));
    return [...names, ...shared];
  },
};
