/** A site's network with its short forms resolved: lists with IPv4 before IPv6, and what follows when nothing is said. */

import type { RouteSpec } from "../model/interface-file.ts";
import { type Cidr, formatAddress, isIpv6, offset, parseAddress, parseCidr } from "../model/network.ts";
import type { Distribution } from "../model/provisioner.ts";
import type { Link, SiteNetworkSpec } from "../model/site-network-file.ts";
import { listParameter, textParameter } from "./host-parameters.ts";
import { valuesOf } from "./one-or-pair.ts";
import type { Site } from "./site.ts";

/** A proxy with all that is reached without it. */
export interface SiteProxy {
  readonly http?: string | undefined;
  readonly https?: string | undefined;
  /** Names, domains (`.svc`), addresses and networks, the site's own among them. */
  readonly noProxy: readonly string[];
}

const LOOPBACK = ["localhost", "127.0.0.0/8", "::1"];

interface Ranges {
  readonly pods: readonly string[];
  readonly services: readonly string[];
}

/** What a distribution takes when it is told nothing (docs.k3s.io/cli/server; kubeadm's serviceSubnet; eggo cmd/configs.go). */
const USUAL_RANGES: Partial<Record<Distribution, Ranges>> = {
  k3s: { pods: ["10.42.0.0/16"], services: ["10.43.0.0/16"] },
  kubeadm: { pods: [], services: ["10.96.0.0/12"] },
  packaged: { pods: ["10.244.0.0/16"], services: ["10.32.0.0/16"] },
};
const NO_RANGES: Ranges = { pods: [], services: [] };

/** Lists of addresses and networks hold one value a family, IPv4 first: the first is the family that nodes prefer. */
export class SiteNetwork {
  readonly #site: Site;

  constructor(site: Site) {
    this.#site = site;
  }

  get #spec(): SiteNetworkSpec {
    return this.#site.spec.network;
  }

  /** One or two. */
  get nodes(): readonly string[] {
    return valuesOf(this.#spec.nodes);
  }

  /** None, one or two; without any the distribution has its own. */
  get pods(): readonly string[] {
    return valuesOf(this.#spec.pods);
  }

  get services(): readonly string[] {
    return valuesOf(this.#spec.services);
  }

  get vips(): readonly string[] {
    return valuesOf(this.#spec.vip);
  }

  get ingressVips(): readonly string[] {
    return valuesOf(this.#spec.ingressVip);
  }

  /** The next hop of the default route: one for each node network. */
  get gateways(): readonly string[] {
    const given = valuesOf(this.#spec.gateway);
    const parameter = textParameter(this.#site, "gateway");
    const known = given.length > 0 || parameter === undefined ? given : [parameter];
    return this.nodes.map((nodes) => known.find((each) => isIpv6(each) === isIpv6(nodes)) ?? this.#usualGateway(nodes));
  }

  /** Name servers; the gateways when nothing is said. */
  get dns(): readonly string[] {
    const { givenDns } = this;
    return givenDns.length > 0 ? givenDns : this.gateways;
  }

  /** Name servers that the site's file or a parameter names. */
  get givenDns(): readonly string[] {
    return this.#spec.dns ?? listParameter(this.#site, "dns");
  }

  /** Time servers. */
  get ntp(): readonly string[] {
    return this.#spec.ntp ?? listParameter(this.#site, "ntp");
  }

  get search(): readonly string[] {
    return this.#spec.search ?? [];
  }

  get mtu(): number | undefined {
    return this.#spec.mtu;
  }

  get routes(): readonly RouteSpec[] {
    return this.#spec.routes ?? [];
  }

  get vlan(): number | undefined {
    return this.#spec.vlan;
  }

  get link(): Link {
    return this.#spec.link ?? "fibre";
  }

  /** The way out for what pulls images, charts and Git; undefined where servers and clusters reach all of it themselves. */
  get proxy(): SiteProxy | undefined {
    const { proxy } = this.#spec;
    if (!proxy || (proxy.http === undefined && proxy.https === undefined)) return undefined;
    const { http, https, noProxy = [] } = proxy;
    const own = [...this.nodes, ...this.#clusterRanges(), ".svc", ".cluster.local"];
    return { http, https, noProxy: [...new Set([...LOOPBACK, ...own, ...noProxy])] };
  }

  /** Networks of pods and services, given or the distribution's own. */
  #clusterRanges(): readonly string[] {
    const { pods, services } = this;
    const distribution = this.#site.profile?.kubernetes?.distribution;
    const usual = (distribution && USUAL_RANGES[distribution]) ?? NO_RANGES;
    return [...(pods.length > 0 ? pods : usual.pods), ...(services.length > 0 ? services : usual.services)];
  }

  /** The address with the prefix length of the node network that holds it: `10.44.12.11/26`. */
  withPrefix(address: string): string {
    const nodes = this.nodes.find((each) => isIpv6(each) === isIpv6(address));
    return `${address}/${nodes?.slice(nodes.indexOf("/") + 1) ?? (isIpv6(address) ? "128" : "32")}`;
  }

  /** Routers sit at one end of a network by custom. */
  #usualGateway(nodes: string): string {
    // The loader admits nothing but networks with their host bits zero.
    const { first, last } = parseCidr(nodes) as Cidr;
    const lowest = offset(first, 1);
    const taken = [...this.vips, ...this.#site.hosts.flatMap((host) => host.addresses)];
    return formatAddress(taken.some((text) => parseAddress(text) === lowest) ? offset(last, -1) : lowest);
  }
}
