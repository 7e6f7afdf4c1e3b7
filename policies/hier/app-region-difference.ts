import type { App } from "../../constructs/app.ts";
import { onlyNear, suggest } from "../../model/suggest.ts";
import type { FleetRule, Violation } from "../rule.ts";
import { isWhollySeen } from "./app-reach.ts";
import { differenceElsewhere } from "./difference-elsewhere.ts";

export const appRegionDifference: FleetRule = {
  id: "FLT-HIER-012",
  scope: "fleet",
  severity: "warning",
  title: "An app differs only in regions that it selects",
  help: "A difference under `regions` for a region without a selected site has no effect: the setting that somebody meant for that province is not there. Select the region, or remove the difference.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
---
# apps/retail/checkout.yaml
regions: { guangdog: { replicas: 3 } }
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01 }]
---
# apps/retail/checkout.yaml
regions: { guangdong: { replicas: 3 } }
`,
  check(fleet, context) {
    return fleet.apps
      .filter((app) => Object.keys(app.spec.regions).length > 0 && isWhollySeen(app, context))
      .flatMap(differences);
  },
};

function differences(app: App): readonly Violation[] {
  const { regions } = app.fleet;
  const selected = regions.filter(({ sites }) => sites.some((site) => app.selects(site))).map(({ name }) => name);
  // That it selects nothing at all is told by FLT-HIER-010.
  if (selected.length === 0) return [];
  return Object.keys(app.spec.regions)
    .filter((name) => !selected.includes(name))
    .map((name): Violation => {
      const exists = regions.some((region) => region.name === name);
      const free = selected.filter((each) => app.spec.regions[each] === undefined);
      const [close, meant] = exists ? [] : [suggest(name, selected), onlyNear(name, free)];
      return differenceElsewhere(app, { kind: "region", name, exists, close, meant });
    });
}
