import { writeValue } from "../../model/mend.ts";
import { sourceAt } from "../../model/source.ts";
import { onlyNear, suggest } from "../../model/suggest.ts";
import type { FleetRule } from "../rule.ts";

export const appTenant: FleetRule = {
  id: "FLT-HIER-009",
  scope: "fleet",
  severity: "error",
  baseline: "never",
  title: "Every app belongs to a tenant of the fleet",
  help: "An app runs in its tenant's namespace, under its tenant's service account, quota and network policy. Without the tenant in sites/fleet.yaml there is none of them.",
  bad: `# apps/retial/checkout.yaml
name: checkout
tenant: retial
`,
  good: `# apps/retail/checkout.yaml
name: checkout
tenant: retail
`,
  check(fleet) {
    const names = fleet.spec.tenants.map(({ name }) => name);
    const known = new Set(names);
    return fleet.apps
      .filter((app) => !known.has(app.spec.tenant))
      .map((app) => {
        const close = suggest(app.spec.tenant, names);
        return {
          message: `no tenant ${app.spec.tenant}, expected one of ${names.join(", ") || "none"}`,
          subject: app.path,
          at: sourceAt(app.source, "tenant"),
          mend: writeValue(sourceAt(app.source, "tenant"), onlyNear(app.spec.tenant, names)),
          hint: close ? `did you mean ${close}?` : "add the tenant to sites/fleet.yaml",
        };
      });
  },
};
