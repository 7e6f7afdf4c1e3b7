/** Stands in for what is a site's own: names and addresses by which equal changes of many sites differ. */

import type { InventorySite } from "../../model/inventory.ts";

/** Puts placeholders, such as `⟨site⟩`, for own values into a text. */
export type Mask = (text: string) => string;

/** What is known of a site on one side of a comparison. */
export interface SiteIdentity {
  readonly name: string;
  /** Name of the repository. */
  readonly region: string;
  readonly site: InventorySite;
  /** Networks of its nodes; undefined where only the inventory is known. */
  readonly nodes?: readonly string[] | undefined;
}

/** Fields whose values are addresses, by the last part of their names, and how they are told. */
const addresses: Readonly<Record<string, string>> = {
  "network.vip": "vip",
  "network.pods": "pods",
  "network.services": "services",
  "hub.endpoint": "hub",
  machineId: "machine",
  address: "address",
  mac: "mac",
  bmc: "bmc",
};

/** Shorter ones are words of many texts. */
const MIN_LENGTH = 2;

/**
 * The masks of the two sides of a site. Names are the site's by themselves. An address counts as its own only where both
 * sides have the same one: another one is a change to be seen.
 */
export function masksOf(before: SiteIdentity, after: SiteIdentity): readonly [before: Mask, after: Mask] {
  const shared = sharedAddresses(before, after);
  return [maskOf([...namesOf(before), ...shared]), maskOf([...namesOf(after), ...shared])];
}

/** Of a hub, the centre, or what else is no site: the region's name alone. */
export function maskOfRegion(region: string): Mask {
  return maskOf([["region", region]]);
}

type Own = readonly [placeholder: string, value: string];

function namesOf({ name, region, site }: SiteIdentity): readonly Own[] {
  const hosts = Object.keys(site.fields ?? {}).flatMap((field) => /^hosts\.(.+)\.role$/.exec(field)?.[1] ?? []);
  return [...hosts.map((host) => ["host", host] as const), ["site", name], ["zone", site.zone], ["region", region]];
}

function sharedAddresses(before: SiteIdentity, after: SiteIdentity): readonly Own[] {
  const [old, now] = [before.site.fields ?? {}, after.site.fields ?? {}];
  const fields = Object.entries(now).flatMap(([field, value]): readonly Own[] => {
    const placeholder = addresses[field] ?? addresses[field.slice(field.lastIndexOf(".") + 1)];
    if (placeholder === undefined || old[field] !== value) return [];
    return value.split(", ").flatMap((each): readonly Own[] => [[placeholder, each], ...hostOfUrl(placeholder, each)]);
  });
  const nodes = after.nodes ?? [];
  const areSame = before.nodes?.join() === nodes.join();
  return areSame ? [...fields, ...nodes.map((network) => ["nodes", network] as const)] : fields;
}

/** `hub.gd.example:6443` of an endpoint, with and without its port. */
function hostOfUrl(placeholder: string, value: string): readonly Own[] {
  const [, host, port = ""] = /^https?:\/\/([^/:]+)(:\d+)?$/.exec(value) ?? [];
  return host === undefined
    ? []
    : [
        [placeholder, `${host}${port}`],
        [placeholder, host],
      ];
}

function maskOf(own: readonly Own[]): Mask {
  const byValue = new Map(own.filter(([, value]) => value.length >= MIN_LENGTH).map(([name, value]) => [value, name]));
  const values = [...byValue.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  if (values.length === 0) return (text) => text;
  const any = new RegExp(`(?<!${LETTER})(?:${values.map((value) => whole(value, byValue.get(value))).join("|")})`, "g");
  return (text) => text.replace(any, (value) => `⟨${byValue.get(value)}⟩`);
}

/** None stands directly before or behind a value. */
const LETTER = "[A-Za-z0-9]";

/** A zone may be called as the names of all its sites begin, so it stands for itself alone. */
function whole(value: string, placeholder: string | undefined): string {
  return placeholder === "zone" || placeholder === "region"
    ? `(?<![_-])${escaped(value)}(?![A-Za-z0-9_-])`
    : `${escaped(value)}(?!${LETTER})`;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
