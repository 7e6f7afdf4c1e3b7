import type { Host } from "../../constructs/host.ts";
import type { Site } from "../../constructs/site.ts";
import { isIpv6 } from "../../model/network.ts";
import { sourceAt } from "../../model/source.ts";
import type { SiteRule, Violation } from "../rule.ts";
import { none } from "../violation.ts";

export const addressFamilies: SiteRule = {
  id: "FLT-NET-015",
  scope: "site",
  severity: "error",
  title: "The networks and servers of a site have the address families of its node network",
  help: "Kubernetes gives a node, its pods and its services addresses of the same families: with two node networks, pods and services need two as well, and every server an address in each (kubernetes.io, dual-stack). A virtual address may be of one family alone, if servers have that one. Name servers and routes of a family that no server has reach nobody.",
  bad: `# sites/guangdong/region.yaml
network: { supernet: [10.44.0.0/16, "fd00:44::/32"] }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: [10.44.12.0/26, "fd00:44:12::/64"], pods: 10.244.0.0/16, services: [10.96.0.0/16, "fd00:96::/112"] }
    hosts: [{ address: [10.44.12.11, "fd00:44:12::11"] }]
`,
  good: `# sites/guangdong/region.yaml
network: { supernet: [10.44.0.0/16, "fd00:44::/32"] }
---
# sites/guangdong/shenzhen.yaml
zone: shenzhen
sites:
  - name: sz-nanshan-01
    network: { nodes: [10.44.12.0/26, "fd00:44:12::/64"], pods: [10.244.0.0/16, "fd00:244::/48"], services: [10.96.0.0/16, "fd00:96::/112"] }
    hosts: [{ address: [10.44.12.11, "fd00:44:12::11"] }]
`,
  check(site) {
    // Nearly every site is of one family, and so is all that it has.
    const { network } = site;
    const wanted = familiesOf(network.nodes);
    return [
      ...(site.spec.kind === "cluster" ? ranges(site, wanted) : none),
      ...someOf(site, wanted),
      ...site.hosts.flatMap((host) => ofHost(host, wanted)),
    ];
  },
};

type Families = "IPv4" | "IPv6" | "IPv4 and IPv6";

function familiesOf(values: readonly string[]): Families {
  const hasIpv6 = values.some(isIpv6);
  if (!hasIpv6) return "IPv4";
  return values.every(isIpv6) ? "IPv6" : "IPv4 and IPv6";
}

function ranges(site: Site, wanted: Families): readonly Violation[] {
  return (["pods", "services"] as const).flatMap((key): readonly Violation[] => {
    const values = site.network[key];
    const found = values.length === 0 ? "IPv4" : familiesOf(values);
    if (found === wanted) return none;
    const what = values.length === 0 ? `no ${key}, for which the distribution takes IPv4` : `${key} of ${found}`;
    return [
      {
        message: `${what} with nodes of ${wanted}, expected ${key} of ${wanted}`,
        at: values.length === 0 ? sourceAt(site.source, "network") : sourceAt(site.source, "network", key),
        hint: `set network.${key} to ${wanted === "IPv4 and IPv6" ? "a pair (IPv4, IPv6)" : `a network of ${wanted}`}`,
      },
    ];
  });
}

/** Addresses that may be of one of the site's families. */
function someOf(site: Site, wanted: Families): readonly Violation[] {
  const { vips, ingressVips } = site.network;
  const { gateway, dns = none, routes = none } = site.spec.network;
  const given = [
    { key: "vip", values: vips },
    { key: "ingressVip", values: ingressVips },
    { key: "gateway", values: [gateway ?? none].flat() },
    { key: "dns", values: dns },
    { key: "routes", values: routes.map((route) => route.gateway) },
  ];
  const foreign = given.flatMap(({ key, values }) =>
    values
      .filter((value) => wanted !== "IPv4 and IPv6" && isIpv6(value) !== (wanted === "IPv6"))
      .map((value) => ({
        message: `${key} ${value} at a site with nodes of ${wanted}, expected an address of ${wanted}`,
        at: sourceAt(site.source, "network", key),
        hint: "give the site a node network of each family, or leave the address out",
      })),
  );
  const mixed = routes.flatMap(({ destination, gateway: hop }, index) =>
    isIpv6(destination) === isIpv6(hop)
      ? []
      : [
          {
            message: `route to ${destination} by ${hop}, expected a gateway of the destination's family`,
            at: sourceAt(site.source, "network", "routes", index),
            hint: "give the route a gateway of the family of its destination",
          },
        ],
  );
  return [...foreign, ...mixed];
}

function ofHost(host: Host, wanted: Families): readonly Violation[] {
  const found = familiesOf(host.addresses);
  if (found === wanted) return none;
  return [
    {
      message: `address ${host.addresses.join(", ")} of ${host.name} is of ${found}, expected ${wanted} as the nodes of its site`,
      subject: host.path,
      at: sourceAt(host.source, "address"),
      hint: wanted === "IPv4 and IPv6" ? "give the address as a pair (IPv4, IPv6)" : `give an address of ${wanted}`,
    },
  ];
}
