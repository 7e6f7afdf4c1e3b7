import type { App } from "../../constructs/app.ts";
import { onlyNear, suggest } from "../../model/suggest.ts";
import type { FleetRule, Violation } from "../rule.ts";
import { isWhollySeen } from "./app-reach.ts";
import { differenceElsewhere } from "./difference-elsewhere.ts";

export const appRingDifference: FleetRule = {
  id: "FLT-HIER-013",
  scope: "fleet",
  severity: "warning",
  title: "An app differs only in rings that it reaches",
  help: "A difference under `rings`, or a version of a system for a ring, counts in zones of that ring. Without a selected site in such a zone it has no effect: the new version that somebody meant to try there is not there. Name a ring of a selected zone, or remove the difference.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
ring: early
sites: [{ name: sz-nanshan-01 }]
---
# apps/retail/checkout.yaml
rings: { erly: { replicas: 3 } }
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
ring: early
sites: [{ name: sz-nanshan-01 }]
---
# apps/retail/checkout.yaml
rings: { early: { replicas: 3 } }
`,
  check(fleet, context) {
    return fleet.apps.filter((app) => app.spec.rings && isWhollySeen(app, context)).flatMap(differences);
  },
};

function differences(app: App): readonly Violation[] {
  const { rings = {} } = app.spec;
  const zones = app.fleet.regions.flatMap((region) => region.zones);
  const known = new Set(zones.map((zone) => zone.spec.ring));
  const selected = zones.filter(({ sites }) => sites.some((site) => app.selects(site)));
  const reached = [...new Set(selected.map((zone) => zone.spec.ring))];
  // That it selects nothing at all is told by FLT-HIER-010.
  if (reached.length === 0) return [];
  return Object.keys(rings)
    .filter((name) => !reached.includes(name))
    .map((name): Violation => {
      const exists = known.has(name);
      const free = reached.filter((each) => rings[each] === undefined);
      const [close, meant] = exists ? [] : [suggest(name, reached), onlyNear(name, free)];
      return differenceElsewhere(app, { kind: "ring", name, exists, close, meant });
    });
}
