/** What a site asks for that Metal3's network data cannot say. */

import type { Host } from "../../../constructs/host.ts";
import type { HostInterface } from "../../../constructs/host-interfaces.ts";
import { isIpv6 } from "../../../model/network.ts";
import { type Step, within } from "../../../model/source.ts";
import type { PoolScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { machineClasses } from "./machine-classes.ts";
import { networkData } from "./machine-network.ts";

export function unsupportedNetwork(scope: Pick<PoolScope, "site" | "pool">): readonly Unsupported[] {
  return [
    ...differentHosts(scope),
    ...scope.pool.hosts.flatMap((host) => [...missingMac(host), ...ofInterfaces(host)]),
  ];
}

/** Servers of one template read the same text, in which nothing but addresses differs. */
function differentHosts(scope: Pick<PoolScope, "site" | "pool">): readonly Unsupported[] {
  return machineClasses(scope).flatMap(({ hosts: [first, ...others], role }) => {
    if (others.length === 0) return [];
    const expected = JSON.stringify(networkData(first));
    return others
      .filter((host) => JSON.stringify(networkData(host)) !== expected)
      .map((host) => ({
        requested: `host ${host.name} with other interfaces than ${first.name}; Metal3 has one network description for all ${role === "worker" ? "workers of one architecture" : "control planes"} of a site`,
        alternative:
          "give both the same interfaces (names, types, members, MTU, routes, number of addresses), or make it a site of its own",
        at: host.source && within(host.source, "interfaces"),
        subject: host.path,
      }));
  });
}

function missingMac(host: Host): readonly Unsupported[] {
  if (host.mac !== undefined) return [];
  return [
    {
      requested: `host ${host.name} without a MAC address, by which Metal3 knows the card that the installer answers from`,
      alternative: "set mac, or the mac of the interface that it boots by",
      at: host.source,
      subject: host.path,
    },
  ];
}

/** Limits of the definition of Metal3DataTemplate (CAPM3 v1.13, api/v1beta2/metal3datatemplate_types.go). */
const NAME = /^[a-zA-Z][a-zA-Z0-9._-]*$/;
const MTU = { least: 1280, most: 9000 } as const;

function ofInterfaces(host: Host): readonly Unsupported[] {
  const { interfaces } = host;
  const at = ({ name }: HostInterface, ...steps: readonly Step[]) => {
    const index = host.spec.interfaces?.findIndex((each) => each.name === name) ?? -1;
    return host.source && (index < 0 ? host.source : within(host.source, "interfaces", index, ...steps));
  };
  return interfaces.flatMap((each, index) => {
    const { name, type, id, mtu, routes, addresses } = each;
    const is = `interface ${name} of host ${host.name}`;
    const found: Unsupported[] = [];
    if (type !== "ethernet" && !NAME.test(name)) {
      found.push({
        requested: `${is}, whose name does not begin with a letter`,
        alternative: "name it otherwise",
        at: at(each, "name"),
        subject: host.path,
      });
    }
    if (mtu !== undefined && (mtu < MTU.least || mtu > MTU.most)) {
      found.push({
        requested: `${is} with an MTU of ${mtu}; Metal3 takes ${MTU.least} to ${MTU.most}`,
        alternative: `set an MTU from ${MTU.least} to ${MTU.most}`,
        at: at(each, "mtu"),
        subject: host.path,
      });
    }
    if (type === "vlan" && interfaces.findIndex((other) => other.type === "vlan" && other.id === id) !== index) {
      found.push({
        requested: `${is} with VLAN ${id}, which another interface of it has; Metal3 tells VLANs of a server apart by their ids`,
        alternative: "let one interface carry the VLAN",
        at: at(each, "id"),
        subject: host.path,
      });
    }
    const lost = routes.find(({ destination }) => !addresses.some((own) => isIpv6(own) === isIpv6(destination)));
    if (lost) {
      found.push({
        requested: `the route to ${lost.destination} at ${is}, which has no address of that family`,
        alternative: "put the route at an interface with such an address",
        at: at(each, "routes"),
        subject: host.path,
      });
    }
    return found;
  });
}
