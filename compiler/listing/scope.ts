/** Which sites and profiles a listing is about. */

import { profileReferences } from "../../constructs/catalogue.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Site } from "../../constructs/site.ts";
import { didYouMean } from "../../model/suggest.ts";
import { siteStates } from "../../model/zone-file.ts";
import type { Selection } from "../load/load-fleet.ts";
import { isProfile } from "./is-profile.ts";

/** Which sites and profiles are asked for; all by default. */
export interface ListScope {
  /** `name` or `name@version`. */
  readonly profile?: string | undefined;
  readonly site?: string | undefined;
  readonly zone?: string | undefined;
  readonly state?: string | undefined;
  readonly ring?: string | undefined;
  /** `key=value`, or a key of any value; all of them must match. */
  readonly labels?: readonly string[] | undefined;
}

/** The sites of the regions under work that are asked for. */
export function sitesIn({ regions }: Selection, scope: ListScope): readonly Site[] {
  return regions.flatMap(({ sites }) => sites).filter((site) => isAskedFor(site, scope));
}

function isAskedFor(site: Site, scope: ListScope): boolean {
  const { site: name, zone, state, ring, labels = [] } = scope;
  return (
    isProfile(site.reference, scope) &&
    (name === undefined || site.name === name) &&
    (zone === undefined || site.zone.name === zone) &&
    (state === undefined || site.spec.state === state) &&
    (ring === undefined || site.ring === ring) &&
    labels.every((label) => {
      const [key = "", ...value] = label.split("=");
      const own = site.spec.labels[key];
      return value.length > 0 ? own === value.join("=") : own !== undefined;
    })
  );
}

/** Why nothing can be listed: a name that is not there. */
export function scopeFault({ regions, catalogue }: Fleet, scope: ListScope): string | undefined {
  const sites = regions.flatMap((region) => region.sites);
  const known = {
    site: { names: sites.map(({ name }) => name), what: "the name of a site" },
    zone: { names: regions.flatMap((region) => region.zones.map(({ name }) => name)), what: "the name of a zone" },
    state: { names: siteStates, what: `one of ${siteStates.join(", ")}` },
    ring: { names: sites.map(({ ring }) => ring), what: "the name of a ring" },
  } as const;
  for (const [option, { names, what }] of Object.entries(known)) {
    const found = scope[option as keyof typeof known];
    if (found !== undefined && !names.some((name) => name === found))
      return expected(`--${option}`, found, names, what);
  }
  const keys = sites.flatMap(({ spec }) => Object.keys(spec.labels));
  for (const label of scope.labels ?? []) {
    const [key = ""] = label.split("=");
    if (!keys.includes(key)) return expected("--label", key, keys, "the key of a label of sites");
  }
  const profiles = profileReferences(catalogue);
  if (profiles.some((each) => isProfile(each, scope))) return undefined;
  return expected("--profile", scope.profile ?? "", profiles, "the name of a profile");
}

function expected(option: string, found: string, names: readonly string[], what: string): string {
  return `found ${option} ${found}, expected ${what}${didYouMean(found, names)}`;
}
