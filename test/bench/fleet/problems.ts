import type { SiteSpec } from "../../../model/zone-file.ts";
import type { ReadFleet, ReadRegion } from "./read-fleet.ts";

/** What is wrong with a fleet whose files are each of their format: all that one file alone cannot show. */
export function fleetProblems(read: ReadFleet): readonly string[] {
  return [
    ...identityProblems(read),
    ...networkProblems(read),
    ...read.regions.flatMap(regionProblems),
    ...appProblems(read),
  ];
}

function identityProblems({ fleet, regions }: ReadFleet): readonly string[] {
  const sites = regions.flatMap((region) => region.sites);
  const hosts = sites.flatMap((site) => site.hosts);
  return [
    ...twice("region name", regions, ({ region }) => region.name),
    ...twice("code", regions, ({ region }) => region.code),
    ...twice("ASN", regions, ({ region }) => region.network.asn),
    ...twice("hub", regions, ({ region }) => region.hub?.endpoint),
    ...regions.flatMap(({ zones }) => twice("zone name", zones, ({ zone }) => zone)),
    ...twice("site name", sites, ({ name }) => name),
    ...twice("host name", hosts, ({ name }) => name),
    ...twice("machine id", hosts, ({ machineId }) => machineId),
    ...twice("MAC", hosts, ({ mac }) => mac),
    ...twice("BMC", hosts, ({ bmc }) => bmc && JSON.stringify(bmc)),
    ...twice("address", hosts, ({ address }) => String(address)),
    ...(regions.length === fleet.hierarchy.regions ? [] : [`${regions.length} regions`]),
    ...regions
      .filter(({ sites: here }) => here.length === 0 || here.length > fleet.hierarchy.maxSitesPerRegion)
      .map(({ region, sites: here }) => `${region.name}: ${here.length} sites`),
  ];
}

function twice<T>(what: string, items: readonly T[], key: (item: T) => string | number | undefined): readonly string[] {
  const seen = new Set<string | number>();
  return items.flatMap((item) => {
    const value = key(item);
    if (value === undefined || !seen.has(value)) {
      if (value !== undefined) seen.add(value);
      return [];
    }
    return [`${what} ${value} twice`];
  });
}

interface Range {
  readonly text: string;
  readonly first: bigint;
  readonly last: bigint;
}

/** An IPv4 network or address, the first of a pair, as whole numbers; of IPv6 this look from outside says nothing. */
function range(value: string | readonly string[]): Range {
  const text = [value].flat()[0] as string;
  const [address = "", prefix = "32"] = text.split("/");
  const first = address.split(".").reduce((value, octet) => value * 256n + BigInt(octet), 0n);
  return { text, first, last: first + 2n ** (32n - BigInt(prefix)) - 1n };
}

/** Neighbours in order of their first addresses that reach into each other; enough to find whether any two do. */
function overlaps(networks: readonly Range[]): readonly string[] {
  const sorted = [...networks].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  return sorted.flatMap((network, index) => {
    const before = sorted[index - 1];
    return before && network.first <= before.last ? [`${before.text} overlaps ${network.text}`] : [];
  });
}

/** Inside a network, and neither its first (the network itself) nor its last address (broadcast). */
function isUsable(address: Range, network: Range): boolean {
  return network.first < address.first && address.last < network.last;
}

/** Those that have IPv4 at all. */
function inIpv4(sites: readonly SiteSpec[]): readonly SiteSpec[] {
  return sites.filter(({ network }) => !String([network.nodes].flat()[0]).includes(":"));
}

function networkProblems({ regions }: ReadFleet): readonly string[] {
  const supernets = regions.map(({ region }) => range(region.network.supernet));
  const sites = inIpv4(regions.flatMap((region) => region.sites));
  const inner = new Set(
    sites.flatMap(({ network }) => [network.pods, network.services].flatMap((text) => [text ?? []].flat().slice(0, 1))),
  );
  return [
    ...overlaps(supernets),
    ...overlaps(sites.map(({ network }) => range(network.nodes))),
    ...overlaps([...supernets, ...[...inner].map((text) => range(text))]),
    ...regions.flatMap(({ region, sites: here }) => controllerProblems(range(region.network.supernet), inIpv4(here))),
    ...regions.flatMap(({ region, sites: here }) =>
      inIpv4(here).flatMap((site) => siteNetworkProblems(range(region.network.supernet), site)),
    ),
  ];
}

/** Management controllers have addresses of their region outside all node networks. */
function controllerProblems(supernet: Range, sites: readonly SiteSpec[]): readonly string[] {
  const controllers = sites
    .flatMap((site) => site.hosts)
    .flatMap((host) => /\/\/([\d.]+)\//.exec(JSON.stringify(host.bmc ?? ""))?.[1] ?? [])
    .map((text) => range(text));
  return [
    ...controllers
      .filter((address) => !isUsable(address, supernet))
      .map(({ text }) => `BMC ${text} outside ${supernet.text}`),
    ...overlaps([...controllers, ...sites.map(({ network }) => range(network.nodes))]),
  ];
}

function siteNetworkProblems(supernet: Range, { name, network, hosts }: SiteSpec): readonly string[] {
  const nodes = range(network.nodes);
  const vips = network.vip === undefined ? [] : [network.vip];
  const addresses = [...hosts.map((host) => host.address), ...vips].map((each) => [each].flat()[0] as string);
  return [
    ...(supernet.first <= nodes.first && nodes.last <= supernet.last
      ? []
      : [`${name}: nodes outside ${supernet.text}`]),
    ...addresses
      .filter((address) => !isUsable(range(address), nodes))
      .map((address) => `${name}: ${address} not usable`),
    ...(new Set(addresses).size === addresses.length ? [] : [`${name}: vip is a host`]),
  ];
}

function regionProblems({ zones, sites }: ReadRegion): readonly string[] {
  return [
    ...zones.flatMap((zone) => twice(`${zone.zone}: VLAN`, zone.sites, (site) => site.network.vlan)),
    ...zones
      .filter((zone) => zone.sites.length === 0 || zone.sites.length > 60)
      .map((zone) => `${zone.zone}: its size`),
    ...sites.flatMap(shapeProblems),
  ];
}

const PROFILES = {
  cluster: ["edge-k3s@1.0.0", "edge-metal@1.0.0", "edge-eggo@1.0.0", "edge-vsphere@1.0.0"],
  nodes: ["edge-kubeedge@1.0.0", "edge-openyurt@1.0.1", "edge-superedge@1.0.0"],
};

function shapeProblems({ name, kind, profile, network, hosts }: SiteSpec): readonly string[] {
  const planes = hosts.filter((host) => host.role === "control-plane").length;
  const ownNetwork = [network.pods, network.services, network.vip].filter((text) => text !== undefined).length;
  // eggo gives a lone control plane no virtual address.
  const wanted = kind === "nodes" ? 0 : profile.startsWith("edge-eggo@") ? 2 : 3;
  const isMetal = profile.startsWith("edge-metal@");
  return [
    ...(PROFILES[kind].includes(profile) ? [] : [`${name}: ${profile} for ${kind}`]),
    ...((kind === "nodes" ? [0] : [1, 3]).includes(planes) ? [] : [`${name}: ${planes} control planes`]),
    ...(ownNetwork === wanted ? [] : [`${name}: pods, services and vip`]),
    ...(isMetal && hosts.some((host) => host.bmc === undefined) ? [`${name}: no BMC`] : []),
    ...(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/.test(
      hosts[0]?.machineId ?? "00000000-0000-4000-8000-",
    )
      ? []
      : [`${name}: UUID`]),
    ...hosts
      .filter((host) => host.mac !== undefined && !/^02:/.test(host.mac))
      .map((host) => `${host.name}: MAC not locally administered`),
  ];
}

/** What apps name exists, and each of them reaches a site. */
function appProblems({ fleet, regions, apps }: ReadFleet): readonly string[] {
  const places = regions.flatMap(({ region, zones }) =>
    zones.flatMap((zone) => zone.sites.map((site) => ({ region: region.name, zone: zone.zone, labels: site.labels }))),
  );
  return apps.flatMap(({ name, tenant, select, zones }) => {
    const reached = places.filter(
      (place) =>
        (select.regions?.includes(place.region) ?? true) &&
        (select.zones?.includes(place.zone) ?? true) &&
        Object.entries(select.labels ?? {}).every(([key, value]) => place.labels[key] === value),
    );
    const named = [...Object.keys(zones), ...(select.zones ?? [])];
    return [
      ...(reached.length > 0 ? [] : [`${name}: reaches no site`]),
      ...(fleet.tenants.some((known) => known.name === tenant) ? [] : [`${name}: unknown tenant ${tenant}`]),
      ...named.filter((zone) => !reached.some((place) => place.zone === zone)).map((zone) => `${name}: not in ${zone}`),
      ...(select.regions ?? [])
        .filter((region) => !reached.some((place) => place.region === region))
        .map((region) => `${name}: not in ${region}`),
    ];
  });
}
