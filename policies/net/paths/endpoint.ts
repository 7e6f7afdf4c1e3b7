/** The ends of paths through the network, and where each lies. */

/** What can be at the end of a path. `address` is a host or a range that the fleet names and does not know otherwise. */
const endpointKinds = [
  "centre",
  "hub",
  "gateway",
  "site",
  "bmc",
  "tenant",
  "app",
  "repository",
  "registry",
  "address",
  "clients",
  "people",
  "operator",
] as const;
export type EndpointKind = (typeof endpointKinds)[number];

export interface Endpoint {
  readonly kind: EndpointKind;
  /**
   * The construct path of a centre, hub, site or BMC's server; `<tenant>` or `<tenant>/<app>`; the URL of a repository; the
   * host of a registry or an address; what clients, people and operators belong to, as a construct path.
   */
  readonly name: string;
  /** Construct path of the region, zone or site that it lies in; absent: outside of all regions, or nobody knows. */
  readonly place?: string;
  /** Of a BMC: host of its address. */
  readonly address?: string;
  /** Names of the regions that it lies in: several for a range that reaches into them. */
  readonly regions: readonly string[];
}

const kindsWithPath: ReadonlySet<EndpointKind> = new Set(["centre", "hub", "gateway", "site"]);

/** As a message names it: `hub panji/guangdong/hub`, `app retail/checkout of panji/guangdong/shenzhen`. */
export function endpointText({ kind, name, place }: Endpoint): string {
  if (kind === "bmc") return `the BMC of ${name}`;
  if (kind === "clients" || kind === "people") return `${kind} of ${name}`;
  if (kindsWithPath.has(kind) || kind === "address") return name;
  return place === undefined ? `${kind} ${name}` : `${kind} ${name} of ${place}`;
}
