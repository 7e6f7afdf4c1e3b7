import type { App } from "../../constructs/app.ts";
import { sourceAt } from "../../model/source.ts";
import type { FleetRule, Violation } from "../rule.ts";

export const oneRingInZone: FleetRule = {
  id: "FLT-HIER-014",
  scope: "fleet",
  severity: "error",
  title: "What differs by ring finds one ring in a zone",
  help: "An app lies in a zone as a whole, so its differences by ring go by the ring of the zone. A site there with a ring of its own gets what its zone gets: a frozen one the new version, or one that shall try it the old. Give the site the ring of its zone, put it into a zone of its own, or state the difference under `zones`.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
ring: early
sites: [{ name: sz-nanshan-01, ring: frozen }]
---
# apps/retail/checkout.yaml
rings: { early: { replicas: 3 } }
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
ring: early
sites: [{ name: sz-nanshan-01 }]
---
# apps/retail/checkout.yaml
rings: { early: { replicas: 3 } }
`,
  check: (fleet) => fleet.apps.filter(({ spec }) => spec.rings).flatMap(strangers),
};

/** Sites that get something else than their own ring would say. */
function strangers(app: App): readonly Violation[] {
  const { rings = {} } = app.spec;
  return app.fleet.regions.flatMap(({ zones }) =>
    zones.flatMap((zone) =>
      zone.sites
        .filter((site) => site.ring !== zone.spec.ring && app.selects(site))
        .filter((site) => rings[site.ring] !== undefined || rings[zone.spec.ring] !== undefined)
        .map(
          (site): Violation => ({
            message: `site ${site.name} of ring ${site.ring} gets what ring ${zone.spec.ring} gets, which is that of its zone`,
            subject: app.path,
            others: [site.path],
            at: sourceAt(app.source, "rings", rings[site.ring] === undefined ? zone.spec.ring : site.ring),
            hint: "give the site the ring of its zone, or state the difference under zones",
          }),
        ),
    ),
  );
}
