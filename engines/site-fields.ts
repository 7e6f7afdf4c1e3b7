/** The fields of fleet, region and site files that engines lower, and how each engine says what becomes of them. */

import type { Host } from "../constructs/host.ts";
import type { Pool } from "../constructs/pool.ts";
import type { Site } from "../constructs/site.ts";
import { isIpv6 } from "../model/network.ts";
import { type Source, type Step, within } from "../model/source.ts";
import type { Unsupported } from "./unsupported.ts";

/** What an engine cannot do with a field. */
export interface NotLowered {
  /** After "because": why, or `not yet` for what only nobody has written. */
  readonly cannot: string;
  /** What to do instead. */
  readonly instead: string;
  /** A warning where everything runs as it does without the field. @default "error" */
  readonly severity?: "warning";
}

/** Lowered, or not. A field that means nothing for an engine, such as a disk to one that installs nothing, is `ignored`. */
type Lowering = "lowered" | "ignored" | NotLowered;

/** What an engine does with each field: a new field of the model does not compile until every engine has a word on it. */
export type FieldTable = { readonly [F in SiteField]: Lowering };

/** A place in the files where a field is given. */
interface Use {
  readonly at: Source | undefined;
  /** Construct path of what the file is about. */
  readonly subject: string;
}

type Finder = (site: Site, hosts: readonly Host[]) => readonly Use[];

function ofNetwork(key: keyof Site["spec"]["network"]): Finder {
  return (site) => (site.spec.network[key] === undefined ? [] : [inSite(site, "network", key)]);
}

function ofHosts(steps: (spec: Site["spec"]["hosts"][number]) => readonly Step[] | undefined): Finder {
  return (_, hosts) =>
    hosts.flatMap(({ spec, source, path }) => {
      const found = steps(spec);
      return found ? [{ at: source && within(source, ...found), subject: path }] : [];
    });
}

function ofHost(key: keyof Site["spec"]["hosts"][number]): Finder {
  return ofHosts((spec) => {
    const value = spec[key];
    return value === undefined || (Array.isArray(value) && value.length === 0) ? undefined : [key];
  });
}

/** Of servers, and of all nodes of their site or zone. */
function ofNodes(wide: "nodeLabels" | "nodeTaints", own: "labels" | "taints"): Finder {
  const atHosts = ofHost(own);
  return (site, hosts) => {
    const scopes = (hosts.length > 0 ? [site.zone, site] : []).filter(
      ({ spec }) => Object.keys(spec[wide] ?? {}).length > 0,
    );
    return [
      ...scopes.map(({ path, source }) => ({ at: source && within(source, wide), subject: path })),
      ...atHosts(site, hosts),
    ];
  };
}

function ofInterfaces(type: string): Finder {
  return ofHosts(({ interfaces }) => {
    const at = interfaces?.findIndex((each) => each.type === type) ?? -1;
    return at < 0 ? undefined : ["interfaces", at, "type"];
  });
}

function inSite({ source, path }: Site, ...steps: readonly Step[]): Use {
  return { at: source && within(source, ...steps), subject: path };
}

/** Of the files of fleet, region and site, each of which may give it. */
function ofScopes(key: "trust" | "users"): Finder {
  return (site) => {
    const { region } = site;
    const { fleet } = region;
    const scopes = [
      { path: fleet.path, source: fleet.source, value: fleet.spec[key] },
      { path: region.path, source: region.source, value: region.spec[key] },
      { path: site.path, source: site.source, value: key === "users" ? site.spec.users : undefined },
    ];
    return scopes
      .filter(({ value }) => value !== undefined && Object.keys(value).length > 0)
      .map(({ path, source }) => ({ at: source && within(source, key), subject: path }));
  };
}

/** Every field, by the name that docs and messages give it, with the places of a site's files where it is given. */
const finders = {
  "network.nodes": ofNetwork("nodes"),
  "network.pods": ofNetwork("pods"),
  "network.services": ofNetwork("services"),
  "network.vip": ofNetwork("vip"),
  "network.ingressVip": ofNetwork("ingressVip"),
  "network.vlan": ofNetwork("vlan"),
  "network.gateway": ofNetwork("gateway"),
  "network.dns": ofNetwork("dns"),
  "network.ntp": ofNetwork("ntp"),
  "network.search": ofNetwork("search"),
  "network.mtu": ofNetwork("mtu"),
  "network.routes": ofNetwork("routes"),
  "network.proxy": ofNetwork("proxy"),
  "network.link": ofNetwork("link"),
  "two address families": (site) => (site.network.nodes.length > 1 ? [inSite(site, "network", "nodes")] : []),
  "IPv6 alone": (site) => (site.network.nodes.every(isIpv6) ? [inSite(site, "network", "nodes")] : []),
  osImage: (site) => (site.spec.osImage === undefined ? [] : [inSite(site, "osImage")]),
  users: ofScopes("users"),
  trust: ofScopes("trust"),
  "registries.pullSecret": ({ region: { fleet } }) => {
    const at = fleet.spec.registries.findIndex((each) => typeof each !== "string");
    return at < 0 ? [] : [{ at: fleet.source && within(fleet.source, "registries", at), subject: fleet.path }];
  },
  // Every region has one, so only its absence from an engine is told, in the table of docs/engine-fields.md.
  timezone: () => [],
  "hosts.machineId": ofHost("machineId"),
  "hosts.serial": ofHost("serial"),
  "hosts.arch": ofHost("arch"),
  "hosts.role": ofHost("role"),
  "hosts.address": ofHost("address"),
  "hosts.mac": ofHost("mac"),
  "hosts.interfaces": ofHost("interfaces"),
  "hosts.interfaces of type bond": ofInterfaces("bond"),
  "hosts.interfaces of type vlan": ofInterfaces("vlan"),
  "hosts.interfaces of type linux-bridge": ofInterfaces("linux-bridge"),
  "hosts.bmc": ofHost("bmc"),
  "hosts.bmc.credentials": ofHosts(({ bmc }) =>
    typeof bmc === "object" && bmc.credentials !== undefined ? ["bmc", "credentials"] : undefined,
  ),
  "hosts.bmc.verifyCertificate": ofHosts(({ bmc }) =>
    typeof bmc === "object" && bmc.verifyCertificate !== undefined ? ["bmc", "verifyCertificate"] : undefined,
  ),
  "hosts.boot": ofHost("boot"),
  "hosts.disk": ofHost("disk"),
  "hosts.disk by hints": ofHosts(({ disk, disks }) => {
    if (typeof disk === "object") return ["disk"];
    const at = disks?.findIndex(({ device }) => typeof device === "object") ?? -1;
    return at < 0 ? undefined : ["disks", at, "device"];
  }),
  "hosts.disk: auto": ofHosts(({ disk, disks }) => {
    if (disk === "auto") return ["disk"];
    const at = disks?.findIndex(({ device }) => device === "auto") ?? -1;
    return at < 0 ? undefined : ["disks", at, "device"];
  }),
  "hosts.disks for data": ofHosts(({ disks }) => {
    const at = disks?.findIndex(({ purpose }) => purpose !== "install") ?? -1;
    return at < 0 ? undefined : ["disks", at];
  }),
  "hosts.devices": ofHost("devices"),
  "hosts.labels": ofNodes("nodeLabels", "labels"),
  "hosts.taints": ofNodes("nodeTaints", "taints"),
  "hosts.kernelArguments": ofHost("kernelArguments"),
  "hosts.nodes": ofHost("nodes"),
  "hosts.virtual": ofHost("virtual"),
} satisfies Readonly<Record<string, Finder>>;

export type SiteField = keyof typeof finders;

export const siteFields = Object.keys(finders) as readonly SiteField[];

/**
 * What the site gives that the engine does not lower, each place once.
 *
 * @param pool whose hosts are looked at; what is the site's own is told of the one that owns the cluster
 */
export function unsupportedFields(
  site: Site,
  table: FieldTable,
  pool: Pick<Pool, "hosts" | "ownsCluster"> = { hosts: site.hosts, ownsCluster: true },
): readonly Unsupported[] {
  const fields = pool.ownsCluster ? siteFields : siteFields.filter((field) => field.startsWith("hosts."));
  return fields.flatMap((field) => {
    const lowering = table[field];
    if (typeof lowering === "string") return [];
    return finders[field](site, pool.hosts).map(({ at, subject }) => ({
      requested: `${field}, because ${lowering.cannot}`,
      alternative: lowering.instead,
      at,
      subject,
      ...(lowering.severity && { severity: lowering.severity }),
    }));
  });
}

/** For a field that the engine could lower and this version does not. */
export function notYet(instead: string, severity?: "warning"): NotLowered {
  return { cannot: "this engine does not lower it yet", instead, ...(severity && { severity }) };
}
