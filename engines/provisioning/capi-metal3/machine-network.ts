/** Metal3DataTemplates: what the machines of a site read about themselves. */

import type { Host } from "../../../constructs/host.ts";
import type { HostInterface } from "../../../constructs/host-interfaces.ts";
import type { Site } from "../../../constructs/site.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { isIpv6 } from "../../../model/network.ts";
import { contentHash } from "../../content-hash.ts";
import { GROUPS, namespaceOf } from "../cluster-api/names.ts";
import { omitEmpty } from "../cluster-api/omit-empty.ts";
import { nodePools, type PooledAddress, pooledAddresses } from "./address-pools.ts";
import { settingMetadata } from "./host-settings.ts";
import { macAnnotation } from "./names.ts";

/**
 * What a server reads about itself: its name, its addresses, its interfaces. One serves all machines that are made in the
 * same way, because what differs comes from the BareMetalHost. It cannot be changed, so its name carries its content.
 *
 * @param host any of the servers, whose interfaces are alike
 */
export function dataTemplate(host: Host): KubernetesObject {
  const { site } = host;
  const spec = omitEmpty({ clusterName: site.name, metaData: metadata(site), networkData: networkData(host) });
  return {
    apiVersion: `${GROUPS.infrastructure}/v1beta2`,
    kind: "Metal3DataTemplate",
    metadata: { name: `${site.name}-${contentHash(spec)}`, namespace: namespaceOf(site) },
    spec,
  };
}

function metadata(site: Site): JsonObject {
  return {
    objectNames: ["name", "local-hostname", "local_hostname"].map((key) => ({ key, object: "baremetalhost" })),
    ipAddressesFromPool: nodePools(site).map(({ pool, key }) => ({
      key,
      name: pool,
      apiGroup: "ipam.metal3.io",
      kind: "IPPool",
    })),
    fromAnnotations: settingMetadata,
  };
}

/** What two servers must have alike to be machines of one template. */
export function networkData(host: Host): JsonObject {
  const { interfaces, site } = host;
  const ofType = (type: HostInterface["type"]) => interfaces.filter((each) => each.type === type);
  const networks = interfaces.flatMap((each) =>
    pooledAddresses(each, host).map((address, index) => ({
      ...network(each, address, host, index),
      isIpv6: address.isIpv6,
    })),
  );
  const ofFamily = (isSix: boolean) => networks.filter((each) => each.isIpv6 === isSix).map(({ spec }) => spec);
  return omitEmpty({
    links: {
      bonds: ofType("bond").map((each) => bond(each, host)),
      ethernets: ofType("ethernet").map((each) => ({ ...link(each, host), type: "phy" })),
      vlans: ofType("vlan").map((each) => ({
        ...link(each, host),
        ...(host.spec.interfaces && { name: each.name }),
        vlanID: each.id,
        vlanLink: each.members[0],
      })),
    },
    networks: { ipv4: ofFamily(false), ipv6: ofFamily(true) },
    services: { dns: site.network.dns },
  });
}

/**
 * CAPM3 v1.13 asks for a parameter of every bond, takes objects alone for its value and hands on what cloud-init's
 * renderers cannot read (baremetal/metal3data_manager.go, renderNetworkLinks). So it is one that none of them knows, without
 * a value; how often a bond looks at its carriers the server's own script says. An empty policy would be handed on too.
 */
function bond(each: HostInterface, host: Host): JsonObject {
  return {
    ...link(each, host),
    name: each.name,
    bondMode: each.mode,
    bondXmitHashPolicy: each.mode === "802.3ad" ? "layer3+4" : "layer2",
    bondLinks: each.members,
    parameters: [{ name: "flotilla" }],
  };
}

function link(each: HostInterface, host: Host): JsonObject {
  const mtu = mtuOf(each, host.interfaces);
  return { id: each.name, ...(mtu !== undefined && { mtu }), macAddress: macAddress(each, host) };
}

/** The card that an interface is, or the first of those that it lies on: its address is where cloud-init looks for one. */
function macAddress(each: HostInterface, host: Host): JsonObject {
  const { interfaces } = host;
  const below = interfaces.find(({ name }) => name === each.members[0]);
  if (below) return macAddress(below, host);
  // The file names the card and no address: the installer has seen which one it has.
  if (each.mac === undefined) return { fromHostInterface: each.name };
  return { fromAnnotation: { object: "baremetalhost", annotation: macAnnotation(each, host) } };
}

/** Without a word of its own an interface must let pass what lies on it; the API server writes 1500 into the rest. */
function mtuOf(each: HostInterface, interfaces: readonly HostInterface[]): number | undefined {
  if (each.mtu !== undefined) return each.mtu;
  const above = interfaces
    .filter(({ members }) => members.includes(each.name))
    .flatMap((user) => mtuOf(user, interfaces) ?? []);
  return above.length > 0 ? Math.max(...above) : undefined;
}

function network(each: HostInterface, { pool, isNode, isIpv6: isSix }: PooledAddress, host: Host, index: number) {
  const fromPoolRef = { name: pool };
  const any = isSix ? "::" : "0.0.0.0";
  const isFirst = pooledAddresses(each, host).findIndex((other) => other.isIpv6 === isSix) === index;
  const own = each.routes.filter(({ destination }) => isFirst && isIpv6(destination) === isSix);
  return {
    spec: {
      id: isNode ? pool : `${each.name}-${index}`,
      link: each.name,
      fromPoolRef,
      routes: [
        ...(isNode && each.isNodeInterface ? [{ network: any, prefix: 0, gateway: { fromPoolRef } }] : []),
        ...own.map(({ destination, gateway }) => ({
          network: destination.slice(0, destination.indexOf("/")),
          prefix: Number(destination.slice(destination.indexOf("/") + 1)),
          gateway: { string: gateway },
        })),
      ],
    },
  };
}
