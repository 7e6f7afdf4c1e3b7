/** What a name, an address or a range belongs to. */

import type { Fleet } from "../../../constructs/fleet.ts";
import type { Host } from "../../../constructs/host.ts";
import type { Region } from "../../../constructs/region.ts";
import type { Site } from "../../../constructs/site.ts";
import { parseBmcAddress } from "../../../model/bmc.ts";
import { type Cidr, contains, networkOf, overlaps, parseAddress } from "../../../model/network.ts";
import { type Port, tcp } from "../../../model/traffic.ts";
import { requireCidr } from "../read-address.ts";
import type { Endpoint } from "./endpoint.ts";

/** Ports that a scheme has when a URL names none. */
const usualPorts: Readonly<Record<string, number>> = { https: 443, http: 80, ssh: 22 };

/** A program may set a word of its own before the URL: `s3:https://s3.panji.example/bucket` of restic. */
const URL_PARTS = /^(?:\w+:)?([a-z]+):\/\/(?:[^/@]*@)?(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?/i;

/** A place to go to. */
export interface Target {
  readonly host: string;
  readonly ports: readonly Port[];
}

function targetOf(url: string): Target | undefined {
  const [, scheme = "", host = "", port] = URL_PARTS.exec(url) ?? [];
  const number = port === undefined ? usualPorts[scheme.toLowerCase()] : Number(port);
  return number === undefined ? undefined : { host: host.replace(/^\[|\]$/g, "").toLowerCase(), ports: tcp(number) };
}

/** The ends of one fleet; equal ends are one object. */
export class AddressBook {
  readonly centre: Endpoint;
  readonly #supernets: readonly { readonly region: string; readonly network: Cidr }[];
  readonly #ends = new Map<string, Endpoint>();
  readonly #hubs = new Map<string, Endpoint>();
  readonly #bmcs = new Map<Host, Endpoint>();
  readonly #targets = new Map<string, Target | undefined>();

  constructor(fleet: Fleet) {
    this.centre = { kind: "centre", name: fleet.centre.path, regions: [] };
    this.#supernets = fleet.regions.flatMap(({ name, supernets }) =>
      supernets.map((text) => ({ region: name, network: requireCidr(text) })),
    );
    for (const region of fleet.regions) {
      const host = region.hub && targetOf(region.hub.endpoint)?.host;
      if (host !== undefined) this.#hubs.set(host, this.hub(region));
    }
    const centre = targetOf(fleet.spec.centre.endpoint)?.host;
    if (centre !== undefined) this.#hubs.set(centre, this.centre);
  }

  hub({ path, name, hub }: Region): Endpoint {
    return this.#end({ kind: "hub", name: hub?.path ?? `${path}/hub`, place: path, regions: [name] });
  }

  site({ path, name, region }: Site): Endpoint {
    const isGateway = region.spec.gateway === name || region.spec.spareGateway === name;
    return this.#end({ kind: isGateway ? "gateway" : "site", name: path, place: path, regions: [region.name] });
  }

  /** A repository or a registry: known by its name, lying where its address says. */
  store(kind: "repository" | "registry", name: string, host: string): Endpoint {
    const known = this.#ends.get(`${kind} ${name}`);
    return known ?? this.#end({ kind, name, regions: this.#regionsOf(networkOfHost(host)) });
  }

  /** The hub or the centre whose endpoint has the host, else the host itself. */
  host(host: string): Endpoint {
    const known = this.#hubs.get(host) ?? this.#ends.get(`address ${host}`);
    return known ?? this.#end({ kind: "address", name: host, regions: this.regionsOf(host) });
  }

  /** The regions in whose supernets an address lies; none for a name. */
  regionsOf(host: string): readonly string[] {
    return this.#regionsOf(networkOfHost(host));
  }

  /** Of a server. */
  bmc(host: Host): Endpoint {
    const known = this.#bmcs.get(host);
    if (known) return known;
    const { path, bmc, site } = host;
    const address = bmc && parseBmcAddress(bmc.address)?.host;
    const regions = address === undefined ? nowhere : this.regionsOf(address);
    const end: Endpoint = {
      kind: "bmc",
      name: path,
      place: site.path,
      ...(address !== undefined && { address }),
      // Where its address says, or else beside its server.
      regions: regions.length > 0 ? regions : [site.region.name],
    };
    this.#bmcs.set(host, end);
    return end;
  }

  /** Where a URL leads; undefined for one of no network, such as `file:`. */
  target(url: string): Target | undefined {
    if (!this.#targets.has(url)) this.#targets.set(url, targetOf(url));
    return this.#targets.get(url);
  }

  /** @param except ranges inside of it that do not count */
  range(cidr: string, except: readonly string[] = []): Endpoint {
    const without = except.map(requireCidr);
    const regions = this.#regionsOf(requireCidr(cidr), without);
    return this.#end({ kind: "address", name: cidr, regions });
  }

  #end(end: Endpoint): Endpoint {
    const key = `${end.kind} ${end.name}`;
    const known = this.#ends.get(key);
    if (known) return known;
    this.#ends.set(key, end);
    return end;
  }

  #regionsOf(network: Cidr | undefined, except: readonly Cidr[] = []): readonly string[] {
    if (!network) return nowhere;
    const found = this.#supernets.filter(
      (each) => overlaps(each.network, network) && !except.some((one) => contains(one, each.network)),
    );
    return found.length === 0 ? nowhere : [...new Set(found.map(({ region }) => region))];
  }
}

const nowhere: readonly string[] = [];

/** A lone address as a network; undefined for a name. */
function networkOfHost(host: string): Cidr | undefined {
  const address = parseAddress(host);
  return address === undefined ? undefined : networkOf(address, typeof address === "number" ? 32 : 128);
}
