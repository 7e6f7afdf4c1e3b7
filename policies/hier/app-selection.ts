import type { App } from "../../constructs/app.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Site } from "../../constructs/site.ts";
import { writeValue } from "../../model/mend.ts";
import { sourceAt } from "../../model/source.ts";
import { onlyNear, suggest } from "../../model/suggest.ts";
import { allSites } from "../all-sites.ts";
import type { FleetRule, Violation } from "../rule.ts";
import { isWhollySeen } from "./app-reach.ts";

export const appSelection: FleetRule = {
  id: "FLT-HIER-010",
  scope: "fleet",
  severity: "warning",
  title: "Everything an app selects exists",
  help: "A name in `select` that no region, zone or site bears selects nothing, without any other sign. Correct the name, or remove the app when its sites are gone.",
  bad: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, labels: { customer: metro } }]
---
# apps/retail/checkout.yaml
select: { zones: [shenzen] }
`,
  good: `# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites: [{ name: sz-nanshan-01, labels: { customer: metro } }]
---
# apps/retail/checkout.yaml
select: { zones: [shenzhen], labels: { customer: metro } }
`,
  check(fleet, context) {
    const regions = new Set(fleet.regions.map(({ name }) => name));
    const zones = new Set(fleet.regions.flatMap((region) => region.zones.map(({ name }) => name)));
    return fleet.apps.flatMap((app) => {
      const { select } = app.spec;
      const unknownRegions = unknownNames(app, "region", "regions", select.regions, regions);
      if (!isWhollySeen(app, context)) return unknownRegions;
      const unknown = [...unknownRegions, ...unknownNames(app, "zone", "zones", select.zones, zones)];
      const sites = allSites(fleet, context);
      if (unknown.length > 0 || sites.some((site) => app.selects(site))) return unknown;
      return [selectsNothing(fleet, app, sites)];
    });
  },
};

function unknownNames(
  app: App,
  what: string,
  key: string,
  names: readonly string[] | undefined,
  known: ReadonlySet<string>,
): readonly Violation[] {
  return (names ?? []).flatMap((name, index) => {
    if (known.has(name)) return [];
    const close = suggest(name, [...known]);
    return [
      {
        message: `no ${what} ${name} to select`,
        subject: app.path,
        at: sourceAt(app.source, "select", key, index),
        mend: writeValue(
          sourceAt(app.source, "select", key, index),
          onlyNear(
            name,
            [...known].filter((each) => !names?.includes(each)),
          ),
        ),
        hint: close ? `did you mean ${close}?` : `remove it, or add the ${what}`,
      },
    ];
  });
}

function selectsNothing(fleet: Fleet, app: App, sites: readonly Site[]): Violation {
  const { labels } = app.spec.select;
  const wanted =
    labels &&
    `labels ${Object.entries(labels)
      .map((pair) => pair.join("="))
      .join(", ")}`;
  return {
    message: `the app selects none of the sites of ${fleet.path}${wanted ? ` with its ${wanted}` : ""}`,
    subject: app.path,
    at: labels ? sourceAt(app.source, "select", "labels") : sourceAt(app.source, "select"),
    hint:
      meantLabel(labels ?? {}, sites) ??
      "all of the selector must match one site: compare it with the labels of the sites you mean",
  };
}

/** The label that some sites have and that is nearest to one that none has. */
function meantLabel(wanted: Readonly<Record<string, string>>, sites: readonly Site[]): string | undefined {
  const known = Map.groupBy(
    sites.flatMap(({ spec }) => Object.entries(spec.labels)),
    ([key]) => key,
  );
  for (const [key, value] of Object.entries(wanted)) {
    const pairs = known.get(key);
    const closeKey = pairs ? key : suggest(key, [...known.keys()]);
    const values = (known.get(closeKey ?? "") ?? []).map(([, each]) => each);
    const closeValue = values.includes(value) ? value : suggest(value, values);
    if (closeKey === undefined || (closeKey === key && closeValue === value)) continue;
    if (closeValue !== undefined) return `did you mean ${closeKey}: ${closeValue}?`;
  }
  return undefined;
}
