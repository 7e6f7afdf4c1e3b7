/** What servers and clusters of sites reach, and who reaches them. */

import type { Host } from "../../../constructs/host.ts";
import type { Site } from "../../../constructs/site.ts";
import { parseBmcAddress } from "../../../model/bmc.ts";
import { type Source, sourceAt } from "../../../model/source.ts";
import { type EngineTraffic, type Port, type TrafficEnd, tcp } from "../../../model/traffic.ts";
import { layerPaths, storePaths } from "./cluster-paths.ts";
import type { DeclaredPath } from "./declared-path.ts";
import type { Endpoint } from "./endpoint.ts";
import type { PathContext } from "./path-context.ts";

/** Of a site for which something is written. */
export function sitePaths(context: PathContext, site: Site): readonly DeclaredPath[] {
  const self = context.book.site(site);
  const { proxy } = site.network;
  const isCluster = site.spec.kind === "cluster";
  return [
    ...storePaths(context, self, isCluster ? site.region : undefined, proxy),
    ...(isCluster ? layerPaths(context, self, site) : []),
    ...servicePaths(context, site, self),
    ...(context.engines.traffic(site) ?? []).flatMap((traffic) => enginePaths(context, site, self, traffic)),
  ];
}

const NTP: readonly Port[] = [{ protocol: "UDP", port: 123 }];
const DNS: readonly Port[] = [{ protocol: "UDP", port: 53 }, ...tcp(53)];

/** Clocks, name servers, the proxy, and networks that routes lead to. */
function servicePaths({ book }: PathContext, site: Site, from: Endpoint): readonly DeclaredPath[] {
  const { network, spec } = site;
  const own = (key: "ntp" | "dns", hosts: readonly string[], ports: readonly Port[], purpose: string) =>
    hosts.map((host, index) => ({ from, to: book.host(host), ports, purpose, source: sourceOf(site, key, index) }));
  const proxy = network.proxy && book.target(network.proxy.https ?? network.proxy.http ?? "");
  return [
    ...own("ntp", network.ntp, NTP, "sets its clocks"),
    ...own("dns", network.givenDns, DNS, "asks for names"),
    ...(proxy
      ? [
          {
            from,
            to: book.host(proxy.host),
            ports: proxy.ports,
            purpose: "goes out by this proxy",
            source: sourceAt(site.source, "network", "proxy"),
          },
        ]
      : []),
    ...(spec.network.routes ?? []).flatMap(({ destination }, index) => {
      // A default route says nothing of where anybody goes.
      if (destination.endsWith("/0")) return [];
      const source = sourceAt(site.source, "network", "routes", index);
      return [{ from, to: book.range(destination), ports: [], purpose: "has a route", source }];
    }),
  ];
}

/** In the site's own file, or where the parameter gets its value. */
function sourceOf(site: Site, key: "ntp" | "dns", index: number): Source | undefined {
  if (site.spec.network[key] !== undefined) return sourceAt(site.source, "network", key, index);
  return sourceAt(site.resolved.origins[key]?.source, index) ?? sourceAt(site.source, "profile");
}

/** One line of what an engine says; a BMC is an end a server. */
function enginePaths(
  context: PathContext,
  site: Site,
  self: Endpoint,
  { from, to, ports, purpose }: EngineTraffic,
): readonly DeclaredPath[] {
  const path = (host: Host | undefined): readonly DeclaredPath[] => {
    const begin = ends[from](context, { site, self, host });
    const end = ends[to](context, { site, self, host });
    if (!begin || !end) return [];
    const source = host ? sourceAt(host.source, "bmc") : sourceOfTraffic(site, from);
    return [{ from: begin, to: end, ports: ports ?? (host ? bmcPorts(host) : []), purpose, source }];
  };
  if (from !== "bmc" && to !== "bmc") return path(undefined);
  return site.hosts.filter(({ bmc }) => bmc !== undefined).flatMap(path);
}

function sourceOfTraffic(site: Site, from: TrafficEnd): Source | undefined {
  if (from !== "people") return sourceAt(site.source, "profile");
  const { region } = site;
  const scope = [site, region, region.fleet].find(({ spec }) => (spec.users ?? []).length > 0);
  return scope ? sourceAt(scope.source, "users") : (site.resolved.origins["sshKeys"]?.source ?? site.source);
}

/** Whose traffic it is: a site, and of a BMC the server. */
interface Subject {
  readonly site: Site;
  readonly self: Endpoint;
  readonly host: Host | undefined;
}

const belonging =
  (kind: "operator" | "people") =>
  (_: PathContext, { site }: Subject): Endpoint => ({
    kind,
    name: site.path,
    place: site.path,
    regions: [site.region.name],
  });

/** Undefined for an end that is not there, which another finding tells. */
const ends: Readonly<Record<TrafficEnd, (context: PathContext, subject: Subject) => Endpoint | undefined>> = {
  manager({ book }, { site: { region } }) {
    if (!region.isBehindGateway) return region.hub && book.hub(region);
    const gateway = region.sites.find(({ name }) => name === region.spec.gateway);
    return gateway && book.site(gateway);
  },
  parent: ({ book }, { site }) => (site.parent === "centre" ? book.centre : site.region.hub && book.hub(site.region)),
  servers: (_, { self }) => self,
  api: (_, { self }) => self,
  bmc: ({ book }, { host }) => host && book.bmc(host),
  operator: belonging("operator"),
  people: belonging("people"),
};

function bmcPorts({ bmc }: Host): readonly Port[] {
  const address = bmc && parseBmcAddress(bmc.address);
  if (!address) return [];
  return [{ protocol: address.transport === "ipmi" ? "UDP" : "TCP", port: Number(address.port) }];
}
