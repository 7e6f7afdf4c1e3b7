/** What an app asks of the platform at one place: traffic and secrets, which a tenant cannot grant itself. */

import { secretKeyOf, tlsSecretName } from "../model/app-secret-names.ts";
import { isIpv6 } from "../model/network.ts";
import { openPorts } from "../model/node-port.ts";
import type { App, ZoneName } from "./app.ts";

/** Plain data: part of the inputs of a layer. */
export type AppGrant = {
  /** Of its objects there. */
  readonly name: string;
  readonly namespace: string;
  readonly app: string;
  readonly tenant: string;
  /** Number of the port that the ingress controller may reach. */
  readonly exposedPort?: number;
  /** Ports at which servers answer for it; absent where there are none. */
  readonly nodePorts?: readonly {
    readonly port: number;
    readonly protocol: string;
    /** Ranges of addresses that may ask. */
    readonly clients: readonly { readonly cidr: string; readonly except: readonly string[] }[];
  }[];
  readonly egress: readonly {
    readonly cidr: string;
    readonly except: readonly string[];
    readonly ports: readonly number[];
    readonly protocol: string;
  }[];
  /** Values of one Secret, which External Secrets writes. */
  readonly secrets: readonly { readonly key: string; readonly entry: string; readonly property?: string }[];
  /** The Secret with its certificate, and its entry in the store. */
  readonly certificate?: { readonly name: string; readonly entry: string };
};

/**
 * Ranges that are no part of the internet (RFC 1918, 6598, 3927; RFC 4193, 4291): whoever opens a wider range means what
 * lies outside, and names each of these where it is meant.
 */
export const privateRanges: readonly string[] = [
  "10.0.0.0/8",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "fc00::/7",
  "fe80::/10",
];

/** The shortest prefixes of public ranges that a network policy of a tenant may open, so that nobody adds up the internet. */
export const widestPrefix = { ipv4: 8, ipv6: 16 } as const;

/** The zone, with the networks of its region. */
interface GrantPlace extends ZoneName {
  readonly region: ZoneName["region"] & { readonly supernets: readonly string[] };
}

/** @returns undefined for an app that asks for nothing, or is retired */
export function appGrant(app: App, zone: GrantPlace, suffix: string | undefined): AppGrant | undefined {
  if (app.isRetired) return undefined;
  const { expose, egress, secrets } = app.inZone(zone);
  const name = app.objectName(suffix);
  const { spec, namespace } = app;
  const wanted = [
    ...secrets.map((secret) => ({ secret, container: undefined })),
    ...[...spec.initContainers, ...app.containers].flatMap((container) =>
      container.secrets.map((secret) => ({ secret, container: container.name })),
    ),
  ];
  const values = wanted.flatMap(({ secret, container }) => {
    const { from: entry, property } = secret;
    if (entry === undefined) return [];
    return [{ key: secretKeyOf(secret, container), entry, ...(property !== undefined && { property }) }];
  });
  const port =
    expose &&
    spec.ports.find((each) => (expose.port === undefined ? each.protocol === "TCP" : each.name === expose.port));
  const entry = expose?.tls?.from;
  const nodePorts = openPorts(spec).map(({ port: number, protocol, clients = zone.region.supernets }) => ({
    port: number,
    protocol,
    clients: clients.map((cidr) => ({ cidr, except: exceptions(cidr) })),
  }));
  if (!expose && egress.length === 0 && values.length === 0 && nodePorts.length === 0) return undefined;
  return {
    name,
    namespace,
    app: spec.name,
    tenant: spec.tenant,
    ...(port && { exposedPort: port.port }),
    ...(nodePorts.length > 0 && { nodePorts }),
    egress: egress.map((each) => ({ ...each, except: exceptions(each.cidr) })),
    secrets: values,
    ...(entry !== undefined && { certificate: { name: tlsSecretName(name), entry } }),
  };
}

/** Whether something of it goes by the names that the app has in the one place. */
export function isOfPlace({ exposedPort, egress, secrets, certificate }: AppGrant): boolean {
  return exposedPort !== undefined || egress.length > 0 || secrets.length > 0 || certificate !== undefined;
}

/** Private ranges inside a range that is open on purpose for what lies outside of them: the whole internet. */
export function exceptions(cidr: string): readonly string[] {
  if (!cidr.endsWith("/0")) return [];
  return privateRanges.filter((each) => isIpv6(each) === isIpv6(cidr));
}
