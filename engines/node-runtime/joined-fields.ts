/** What becomes of fields of servers that a program joins to a cluster when they have their system already. */

import { givenSystem } from "../given-system.ts";
import type { FieldTable, NotLowered } from "../site-fields.ts";

/** The program that joins a server, as far as fields are not lowered because of it. */
export interface JoiningProgram {
  readonly name: "keadm" | "kubeadm";
  /** What it takes: `a server with its system installed and its network up`. */
  readonly takes: string;
  /** What does not go through the proxy of containerd: `EdgeCore reaches the hub directly`. */
  readonly direct: string;
  /** What it takes beyond a containerd that is configured. */
  readonly pulls?: string;
}

/** Fields whose answer is the runtime's own. */
type OwnField = "network.link" | "two address families" | "IPv6 alone" | "hosts.nodes";

export function joinedServerFields({ name, takes, direct, pulls = "" }: JoiningProgram): Omit<FieldTable, OwnField> {
  const given: NotLowered = {
    cannot: `${name} takes ${takes}`,
    instead: "set it when the system is installed",
    severity: "warning",
  };
  return {
    "network.nodes": "lowered",
    // The engine itself warns of these three.
    "network.pods": "ignored",
    "network.services": "ignored",
    "network.vip": "ignored",
    "network.ingressVip": given,
    "network.vlan": "ignored",
    "network.gateway": given,
    "network.dns": given,
    "network.ntp": given,
    "network.search": given,
    "network.mtu": given,
    "network.routes": given,
    "network.proxy": {
      cannot: `${name} takes a server with its system installed, and containerd takes a proxy from systemd alone`,
      instead: `give containerd its HTTPS_PROXY and NO_PROXY when the system is installed; ${direct}`,
      severity: "warning",
    },
    osImage: given,
    users: given,
    trust: {
      cannot: `${name} takes a server with its system installed, and containerd trusts whom the system trusts`,
      instead: "put the certificates into the trust store of the system when it is installed",
      severity: "warning",
    },
    "registries.pullSecret": {
      cannot: `${name} takes a server with its containerd configured${pulls}`,
      instead: "give containerd the credentials of the registry when the system is installed",
      severity: "warning",
    },
    timezone: given,
    "hosts.machineId": "lowered",
    "hosts.serial": "lowered",
    "hosts.arch": "lowered",
    "hosts.role": "lowered",
    "hosts.address": "lowered",
    ...givenSystem(given),
    "hosts.devices": "lowered",
    "hosts.labels": "lowered",
    "hosts.taints": "lowered",
    "hosts.virtual": {
      cannot: `${name} takes ${takes}`,
      instead: "leave virtual out, make the machine, and write down what identifies it",
    },
  };
}
