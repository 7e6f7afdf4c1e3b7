/** IPPool and Metal3DataTemplate: fixed addresses of the servers. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { contentHash } from "../../content-hash.ts";
import { GROUPS, namespaceOf } from "../cluster-api/names.ts";
import { omitEmpty } from "../cluster-api/omit-empty.ts";
import { nodeNetwork } from "../node-network.ts";
import { MAC_ANNOTATION, POOL } from "./names.ts";

/**
 * The addresses of the site's servers and nobody else's. Claims are named `<host>-<pool>` when CAPM3
 * runs with --enable-bmh-name-based-preallocation, and then each server gets the address of its file;
 * without that flag the servers share the same addresses in the order in which they ask.
 */
export function addressPool(site: Site): KubernetesObject {
  const { prefix, gateway, dns } = nodeNetwork(site);
  const addresses = site.hosts.map((host) => host.address);
  return {
    apiVersion: "ipam.metal3.io/v1alpha1",
    kind: "IPPool",
    metadata: { name: POOL, namespace: namespaceOf(site) },
    spec: {
      clusterName: site.name,
      namePrefix: site.name,
      pools: addresses.map((address) => ({ start: address, end: address })),
      preAllocations: Object.fromEntries(site.hosts.map((host) => [`${host.name}-${POOL}`, host.address])),
      prefix,
      gateway,
      dnsServers: dns,
    },
  };
}

/**
 * What a server reads about itself: its name, its address, its network card by MAC address. One serves
 * all machines of the site, because what differs comes from the BareMetalHost. It cannot be changed,
 * so its name carries its content.
 */
export function dataTemplate(site: Site): KubernetesObject {
  const spec = dataTemplateSpec(site);
  return {
    apiVersion: `${GROUPS.infrastructure}/v1beta2`,
    kind: "Metal3DataTemplate",
    metadata: { name: `${site.name}-${contentHash(spec)}`, namespace: namespaceOf(site) },
    spec,
  };
}

function dataTemplateSpec(site: Site) {
  const { dns, vlan } = nodeNetwork(site);
  const macAddress = { fromAnnotation: { object: "baremetalhost", annotation: MAC_ANNOTATION } };
  const card = "nic0";
  const tagged = vlan === undefined ? undefined : `vlan${vlan}`;
  return omitEmpty({
    clusterName: site.name,
    metaData: {
      objectNames: ["name", "local-hostname", "local_hostname"].map((key) => ({ key, object: "baremetalhost" })),
      ipAddressesFromPool: [{ key: "node_ip", name: POOL, apiGroup: "ipam.metal3.io", kind: "IPPool" }],
    },
    networkData: {
      links: {
        ethernets: [{ id: card, type: "phy", macAddress }],
        vlans: tagged === undefined ? [] : [{ id: tagged, vlanID: vlan, vlanLink: card, macAddress }],
      },
      networks: {
        ipv4: [
          {
            id: "nodes",
            link: tagged ?? card,
            fromPoolRef: { name: POOL },
            routes: [{ network: "0.0.0.0", prefix: 0, gateway: { fromPoolRef: { name: POOL } } }],
          },
        ],
      },
      services: { dns },
    },
  });
}
