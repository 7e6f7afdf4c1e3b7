/** What somebody wrote otherwise in the files of a fleet: the edits that may have made a difference. */

import type { App } from "../../constructs/app.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Site } from "../../constructs/site.ts";
import { isMapping } from "../../model/json-fields.ts";
import { type Source, within } from "../../model/source.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { type LeafChange, leafChanges } from "./leaf-changes.ts";
import type { PlanCause } from "./plan.ts";
import { credentialInOne } from "./shown-values.ts";

/** Where something is written, or was in the base. */
export interface SidedSource extends Source {
  readonly isGone: boolean;
}

export interface Edit extends LeafChange {
  readonly kind: PlanCause["kind"];
  /** `parameter ntp`, `profile edge-k3s`, `network.vip`, `app retail/checkout image`. */
  readonly what: string;
  /** Construct path: it is about this and all below it. Of an app `<tenant>/<app>`. */
  readonly scope: string;
  /** Of a parameter its name. */
  readonly parameter?: string;
  readonly source: SidedSource | undefined;
  /** What kind of credential stands in what was edited, on either side. */
  readonly credential?: string | undefined;
}

/** More differing values of one key are told as the key alone. */
const MAX_LEAVES = 2;

/** @param isRead names of regions whose zones both fleets have been read with */
export function editsBetween(base: Fleet, head: Fleet, isRead: (region: string) => boolean): readonly Edit[] {
  const regions = new Map(base.regions.map((region) => [region.name, region]));
  return [
    ...specEdits("fleet", base, head),
    ...editsOfApps(base, head),
    ...head.regions.flatMap((region) => {
      const old = regions.get(region.name);
      if (!old) return [entry("region", `region ${region.name} added`, region)];
      const own = specEdits("region", old, region);
      if (!isRead(region.name)) return own;
      const zones = new Map(old.zones.map((zone) => [zone.name, zone]));
      return [
        ...own,
        ...region.zones.flatMap((zone) => {
          const before = zones.get(zone.name);
          return before ? specEdits("zone", before, zone) : [entry("zone", `zone ${zone.name} added`, zone)];
        }),
        ...editsOfSites(
          old.sites,
          region.sites.filter(({ zone }) => zones.has(zone.name)),
        ),
      ];
    }),
  ];
}

interface Written {
  readonly path: string;
  readonly spec: object;
  readonly source: Source | undefined;
  /** Line of the address lock, which gives what its file leaves to the plan. */
  readonly allocation?: Source | undefined;
}

/** Fields of a site that a line of the address lock may give. */
const ALLOCATED = /^network(\.(nodes|vlan|pods|services|vip|ingressVip)\b|$)|^hosts\[\d+\](\.nodes\[\d+\])?\.address\b/;

function editsOfSites(before: readonly Site[], after: readonly Site[]): readonly Edit[] {
  const old = new Map(before.map((site) => [site.name, site]));
  const now = new Set(after.map(({ name }) => name));
  return [
    ...after.flatMap((site) => {
      const was = old.get(site.name);
      return was ? specEdits("site", was, site) : [entry("site", "site added", site)];
    }),
    ...before.filter(({ name }) => !now.has(name)).map((site) => entry("site", "site removed", site, true)),
  ];
}

/** Apps and systems alike; those of a system are told by what its file says. */
function editsOfApps(base: Fleet, head: Fleet): readonly Edit[] {
  const own = ({ part }: App) => part === undefined;
  return [
    ...editsOfOwned("app", base.apps.filter(own), head.apps.filter(own)),
    ...editsOfOwned("system", base.systems, head.systems),
  ];
}

/** A thing of a tenant. */
interface Owned {
  readonly spec: { readonly tenant: string; readonly name: string };
  readonly source: Source | undefined;
}

function editsOfOwned(what: string, base: readonly Owned[], head: readonly Owned[]): readonly Edit[] {
  const nameOf = ({ spec: { tenant, name } }: Owned) => `${tenant}/${name}`;
  const old = new Map(base.map((each) => [nameOf(each), each]));
  const now = new Set(head.map(nameOf));
  const of = (each: Owned): Written => ({ path: nameOf(each), spec: each.spec, source: each.source });
  return [
    ...head.flatMap((each) => {
      const name = `${what} ${nameOf(each)}`;
      const was = old.get(nameOf(each));
      if (!was) return [entry("app", `${name} added`, of(each))];
      return specEdits("app", of(was), of(each)).map((edit) => ({ ...edit, what: `${name} ${edit.what}` }));
    }),
    ...base
      .filter((each) => !now.has(nameOf(each)))
      .map((each) => entry("app", `${what} ${nameOf(each)} removed`, of(each), true)),
  ];
}

function entry(kind: Edit["kind"], what: string, { path, source }: Written, isGone = false): Edit {
  return { kind, what, path: "", scope: path, source: source && { ...source, isGone } };
}

function specEdits(kind: Edit["kind"], before: Written, after: Written): readonly Edit[] {
  const [old, now] = [
    before.spec as Readonly<Record<string, unknown>>,
    after.spec as Readonly<Record<string, unknown>>,
  ];
  const scope = after.path;
  const at = (key: string, isThere: boolean): SidedSource | undefined => {
    const source = isThere ? after.source : before.source;
    return source && { ...within(source, ...key.split("\0")), isGone: !isThere };
  };
  return [...new Set([...Object.keys(now), ...Object.keys(old)])].flatMap((key): readonly Edit[] => {
    if (key === "parameters") {
      return parameterNames(old[key], now[key]).flatMap((name) => {
        const [was, is] = [valueAt(old[key], name), valueAt(now[key], name)];
        const own = folded(leafChanges(was, is, ""));
        const source = at(`${key}\0${name}`, is !== undefined);
        const credential = credentialInEdit(own, name, was, is);
        return own.map((leaf) => ({
          ...leaf,
          kind: "parameter",
          what: `parameter ${name}`,
          scope,
          parameter: name,
          source,
          credential,
        }));
      });
    }
    const own = folded(leafChanges(old[key], now[key], key));
    const source = at(key, now[key] !== undefined);
    if (key === "profile") return own.map((leaf) => ({ ...leaf, kind: "profile", what: "profile", scope, source }));
    const credential = credentialInEdit(own, key, old[key], now[key]);
    const { allocation } = after;
    const placeOf = ({ path }: LeafChange) =>
      allocation && ALLOCATED.test(path) ? { ...allocation, isGone: false } : source;
    return own.map((leaf) => ({ ...leaf, kind, what: leaf.path, scope, source: placeOf(leaf), credential }));
  });
}

function credentialInEdit(
  changes: readonly LeafChange[],
  key: string,
  ...sides: readonly unknown[]
): string | undefined {
  if (changes.length === 0) return undefined;
  return credentialInOne(sides.map((value) => (value === undefined ? undefined : yamlText({ [key]: value }))));
}

function parameterNames(before: unknown, after: unknown): readonly string[] {
  const names = (value: unknown) => (isMapping(value) ? Object.keys(value) : []);
  return [...new Set([...names(after), ...names(before)])];
}

const valueAt = (value: unknown, name: string): unknown => (isMapping(value) ? value[name] : undefined);

function folded(changes: readonly LeafChange[]): readonly LeafChange[] {
  const [first] = changes;
  if (!first || changes.length <= MAX_LEAVES) return changes;
  return [{ path: first.path.replace(/[.[].*$/s, "") }];
}
