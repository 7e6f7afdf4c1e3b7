/** Where an app runs and with which values, and why it does not run at a site. */

import type { App, ZoneName } from "../constructs/app.ts";
import { isPutAt } from "../constructs/app-sites.ts";
import type { Fleet } from "../constructs/fleet.ts";
import type { Site } from "../constructs/site.ts";
import type { AppDifference, AppSpec } from "../model/app-file.ts";
import { firstNames } from "../model/first-names.ts";
import type { Json } from "../model/json.ts";
import { type Source, within } from "../model/source.ts";
import { didYouMean } from "../model/suggest.ts";
import { shownValue } from "./shown-value.ts";

/** A value of an app in one zone, with the place that says it; a default has none. */
interface AppValue {
  readonly name: string;
  readonly value: Json;
  readonly source: Source | undefined;
}

/** What an app is in one zone. */
interface AppPlace {
  /** `<region>/<zone>` */
  readonly zone: string;
  readonly sites: readonly string[];
  readonly values: readonly AppValue[];
}

export interface AppExplanation {
  readonly construct: string;
  readonly source: Source | undefined;
  readonly facts: Readonly<Record<string, string>>;
  readonly places: readonly AppPlace[];
}

/** `retail/checkout`, also with `apps/` before and `.yaml` behind; a name alone where one tenant has it. */
export function findApp({ apps }: Fleet, wanted: string): App | undefined {
  const name = wanted.replace(/^apps?\//, "").replace(/\.ya?ml$/, "");
  const found = apps.filter(({ spec }) => `${spec.tenant}/${spec.name}` === name || spec.name === name);
  return found.length === 1 ? found[0] : undefined;
}

export function appNames({ apps }: Fleet): readonly string[] {
  return apps.map(({ spec }) => `${spec.tenant}/${spec.name}`);
}

/** A retired app runs nowhere, though it still selects sites. */
export function runsAt(app: App, site: Site): boolean {
  return !app.isRetired && isPutAt(app, site);
}

/** Apps of a site, in the order of the fleet. */
export function appsOf(site: Site, { apps }: Fleet): readonly App[] {
  return apps.filter((app) => runsAt(app, site));
}

export function explainApp(app: App): AppExplanation {
  const { spec } = app;
  const places = app.fleet.regions.flatMap((region) =>
    region.zones.flatMap((zone): readonly AppPlace[] => {
      const sites = zone.sites.filter((site) => runsAt(app, site));
      if (sites.length === 0) return [];
      return [
        { zone: `${region.name}/${zone.name}`, sites: sites.map(({ name }) => name), values: valuesIn(app, zone) },
      ];
    }),
  );
  return {
    construct: app.path,
    source: app.source,
    facts: {
      kind: spec.kind,
      state: app.isRetired ? "retired" : spec.state,
      namespace: app.namespace,
      selects: selectorWords(spec.select),
      architectures: spec.architectures.join(", "),
      ...(spec.devices.length > 0 && { devices: spec.devices.join(", ") }),
      placement: spec.placement,
      ...(spec.federate && { way: wayOf(app) }),
      ...(app.part && { system: `${spec.tenant}/${app.part.system}` }),
      ...(app.part && app.part.order.after.length > 0 && { after: app.part.order.after.join(", ") }),
    },
    places,
  };
}

/** `zones xiamen, urumqi; label customer=mall` */
export function selectorWords({ regions = [], zones = [], labels = {} }: AppSpec["select"]): string {
  const words = [
    ...(regions.length > 0 ? [`regions ${regions.join(", ")}`] : []),
    ...(zones.length > 0 ? [`zones ${zones.join(", ")}`] : []),
    ...Object.entries(labels).map(([key, value]) => `label ${key}=${value}`),
  ];
  return words.join("; ") || "every site";
}

/** Regions whose hubs get the app from the centre. */
export function federatedRegions(app: App): readonly string[] {
  return app.fleet.regions.filter((region) => app.isFederatedIn(region)).map(({ name }) => name);
}

function wayOf(app: App): string {
  const regions = federatedRegions(app);
  const hubs = regions.length > 0 ? `the hubs of ${firstNames(regions)}` : "no hub";
  return `the centre hands it out to ${hubs}; elsewhere it is in the region's repository`;
}

/** Fields that may differ from zone to zone and hold one value. */
const FIELDS = ["image", "replicas", "schedule"] as const;

export function valuesIn(app: App, zone: ZoneName): readonly AppValue[] {
  const own = app.inZone(zone);
  const steps = (has: (part: AppDifference) => boolean): readonly string[] =>
    app.differencesIn(zone).findLast(({ part }) => has(part))?.steps ?? [];
  const at = (...steps: readonly string[]) => app.source && within(app.source, ...steps);
  const values = FIELDS.flatMap((name): readonly AppValue[] => {
    const value = own[name];
    if (value === undefined) return [];
    return [{ name, value, source: at(...steps((part) => part[name] !== undefined), name) }];
  });
  const config = Object.entries(own.config).map(([key, value]): AppValue => {
    const source = at(...steps((part) => part.config?.[key] !== undefined), "config", key);
    return { name: `config.${key}`, value, source };
  });
  return [...values, ...config].map((each) => ({
    ...each,
    value: shownValue(each.name.replace(/^config\./, ""), each.value),
  }));
}

/** Why an app is not put at a site, each reason with the place to change; empty when it is put there. */
interface Reason {
  readonly text: string;
  readonly source: Source | undefined;
}

function reasonsNotAt(app: App, site: Site): readonly Reason[] {
  const { regions, zones, labels } = app.spec.select;
  const selectedBy = (...steps: readonly string[]) => app.source && within(app.source, "select", ...steps);
  const state = site.source && within(site.source, "state");
  const { tenant } = app;
  return [
    ...(site.isEmitted
      ? []
      : [{ text: `the site is ${site.spec.state}: nothing is written for it yet`, source: state }]),
    ...(site.spec.state === "retired" ? [{ text: "the site is retired: its apps are gone", source: state }] : []),
    ...(app.spec.state === "retired"
      ? [{ text: "the app is retired: it runs nowhere", source: app.source && within(app.source, "state") }]
      : []),
    ...(tenant?.state === "retired"
      ? [{ text: `the tenant ${tenant.name} is retired: its apps run nowhere`, source: app.fleet.source }]
      : []),
    ...(regions && !regions.includes(site.region.name)
      ? [
          {
            text: `it selects the regions ${firstNames(regions)}, and the site is in ${site.region.name}`,
            source: selectedBy("regions"),
          },
        ]
      : []),
    ...(zones && !zones.includes(site.zone.name)
      ? [
          {
            text: `it selects the zones ${firstNames(zones)}, and the site is in ${site.zone.name}`,
            source: selectedBy("zones"),
          },
        ]
      : []),
    ...Object.entries(labels ?? {}).flatMap(([key, value]): readonly Reason[] => {
      const found = site.spec.labels[key];
      if (found === value) return [];
      const has = found === undefined ? `no label ${key}` : `${key}=${found}`;
      return [
        { text: `it selects by the label ${key}=${value}, and the site has ${has}`, source: selectedBy("labels", key) },
      ];
    }),
  ];
}

/** The answer to why an app is not at a site, or is. */
export interface WhyAnswer {
  /** `<tenant>/<app>` */
  readonly app: string;
  readonly site: string;
  readonly region: string;
  /** Empty where the app is put at the site. */
  readonly reasons: readonly Reason[];
  /** Construct paths, as findings name their subjects. */
  readonly paths: { readonly app: string; readonly site: string; readonly zone: string };
}

/** @returns what is wrong with the question, as text, when one of the names is none */
export function whyOf(fleet: Fleet, siteName: string, appName: string): WhyAnswer | string {
  const sites = fleet.regions.flatMap((region) => region.sites);
  const site = sites.find(({ name }) => name === siteName);
  if (!site) {
    const close = didYouMean(
      siteName,
      sites.map(({ name }) => name),
    );
    return `found ${siteName}, expected the name of a site with --why${close}`;
  }
  const app = findApp(fleet, appName);
  if (!app) return `found --why ${appName}, expected tenant/app${didYouMean(appName, appNames(fleet))}`;
  return {
    app: `${app.spec.tenant}/${app.spec.name}`,
    site: site.name,
    region: site.region.name,
    reasons: reasonsNotAt(app, site),
    paths: { app: app.path, site: site.path, zone: site.zone.path },
  };
}
