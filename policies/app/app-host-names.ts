import type { FleetRule, Violation } from "../rule.ts";
import { type AppAtSite, appSites, fieldSource } from "./app-sites.ts";

export const appHostNames: FleetRule = {
  id: "FLT-APP-003",
  scope: "fleet",
  severity: "error",
  title: "A name and a path lead to one app of a site",
  help: "Two apps that are exposed at one site under the same host name and path share its requests by chance, whichever Ingress the controller reads first. Give one of them another name or path.",
  bad: `# profiles/edge-k3s/1.0.0.ts, with the ingress controller
profile: edge-k3s@1.0.0
layers:
  - { name: cilium, category: cni }
  - { name: local-path, category: csi }
  - { name: traefik, category: addon, used: true }
---
# apps/retail/checkout.yaml
ports: [{ name: http, port: 8080 }]
expose: { hosts: [shop.panji.example] }
---
# apps/retail/signage.yaml
ports: [{ name: http, port: 8090 }]
expose: { hosts: [shop.panji.example] }
`,
  good: `# profiles/edge-k3s/1.0.0.ts, with the ingress controller
profile: edge-k3s@1.0.0
layers:
  - { name: cilium, category: cni }
  - { name: local-path, category: csi }
  - { name: traefik, category: addon, used: true }
---
# apps/retail/checkout.yaml
ports: [{ name: http, port: 8080 }]
expose: { hosts: [shop.panji.example] }
---
# apps/retail/signage.yaml
ports: [{ name: http, port: 8090 }]
expose: { hosts: [shop.panji.example], path: /signage }
`,
  check(fleet) {
    const exposed = fleet.apps.filter(
      ({ spec, differences }) => spec.expose || differences.some(({ part }) => part.expose),
    );
    if (exposed.length < 2) return [];
    const owners = new Map<string, AppAtSite>();
    const found = new Map<string, Violation>();
    for (const place of exposed.flatMap(appSites)) {
      const { app, site, own } = place;
      for (const host of own.expose?.hosts ?? []) {
        const address = `${host}${own.expose?.path}`;
        const key = `${site.path} ${address}`;
        const owner = owners.get(key);
        if (!owner) owners.set(key, place);
        else if (!found.has(`${app.path} ${address}`))
          found.set(`${app.path} ${address}`, taken(place, owner, address));
      }
    }
    return [...found.values()];
  },
};

function taken(place: AppAtSite, owner: AppAtSite, address: string): Violation {
  return {
    message: `${address} leads to ${owner.app.path} already at ${place.site.path}`,
    subject: place.app.path,
    others: [owner.app.path, place.site.path],
    at: fieldSource(place, "expose"),
    hint: "give one of the two another host name or path",
  };
}
