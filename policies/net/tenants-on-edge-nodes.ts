import { appSites } from "../../constructs/app-sites.ts";
import { sourceAt } from "../../model/source.ts";
import type { FleetRule, RuleContext } from "../rule.ts";

export const tenantsOnEdgeNodes: FleetRule = {
  id: "FLT-NET-020",
  scope: "fleet",
  severity: "warning",
  title: "Tenants share servers where NetworkPolicies are enforced",
  help: "Each namespace of a tenant is closed by a NetworkPolicy. Where servers of a site are nodes of another cluster by KubeEdge, nobody enforces it: the network there is a bridge of the server, and pods of two tenants on one server reach each other. Put apps of one tenant alone at such a site, or exempt it with the reason why these tenants may see each other.",
  bad: `# sites/fleet.yaml
tenants: [{ name: retail, namespaces: [retail], owners: [a] }, { name: telco, namespaces: [telco], owners: [b] }]
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-kiosk-01, kind: nodes, hosts: [{}] }]
---
# apps/retail/checkout.yaml
replicas: 1
---
# apps/telco/metering.yaml
replicas: 1
`,
  good: `# sites/fleet.yaml
tenants: [{ name: retail, namespaces: [retail], owners: [a] }, { name: telco, namespaces: [telco], owners: [b] }]
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-kiosk-01, kind: nodes, hosts: [{}] }]
---
# apps/retail/checkout.yaml
replicas: 1
`,
  check(fleet, context) {
    const placed = fleet.apps.flatMap((app) => appSites(app).map((site) => ({ site, tenant: app.spec.tenant })));
    return [...Map.groupBy(placed, ({ site }) => site)].flatMap(([site, apps]) => {
      const tenants = [...new Set(apps.map(({ tenant }) => tenant))].sort();
      if (tenants.length < 2 || !isOpen(site.profile?.provisioner, context)) return [];
      return [
        {
          message: `apps of ${tenants.join(" and ")} share servers on which nobody enforces NetworkPolicies, expected those of one tenant`,
          subject: site.path,
          at: sourceAt(site.source),
          hint: "narrow select of the apps, for instance by a label of the site",
        },
      ];
    });
  },
};

type Settings = Parameters<RuleContext["engines"]["runtime"]>[0];

function isOpen(settings: Settings | undefined, { engines }: RuleContext): boolean {
  const runtime = settings && engines.runtime(settings);
  return runtime !== undefined && !runtime.enforcesNetworkPolicies;
}
