/** What becomes of each field at a site of eggo. */

import { givenSystem } from "../../given-system.ts";
import type { FieldTable } from "../../site-fields.ts";

const HOST_IS_GIVEN = {
  cannot: "eggo takes a server with its system installed and its network up",
  instead: "set it when the system is installed",
  severity: "warning",
} as const;

export const eggoFields: FieldTable = {
  "network.nodes": "lowered",
  "network.pods": "lowered",
  "network.services": "lowered",
  "network.vip": "lowered",
  "network.ingressVip": "lowered",
  "network.vlan": "ignored",
  // The addresses that the servers got when they were installed.
  "network.gateway": "ignored",
  "network.dns": "ignored",
  "network.ntp": "ignored",
  "network.search": HOST_IS_GIVEN,
  "network.mtu": HOST_IS_GIVEN,
  "network.routes": HOST_IS_GIVEN,
  "network.proxy": {
    cannot: "the services of the runtimes that eggo writes name no proxy",
    instead: "give the runtime its HTTPS_PROXY and NO_PROXY by /etc/sysconfig when the system is installed",
    severity: "warning",
  },
  "network.link": "ignored",
  // eggo pkg/api/tools.go GetEtcdServers: https://%s:2379, which an IPv6 address breaks; one address a server.
  "two address families": {
    cannot: "eggo keeps one address of a server and one range of services",
    instead: "give the site one family",
  },
  "IPv6 alone": {
    cannot: "eggo writes the addresses of etcd without brackets",
    instead: "give the site an IPv4 network",
  },
  osImage: HOST_IS_GIVEN,
  users: HOST_IS_GIVEN,
  trust: {
    cannot: "eggo takes a server with its system installed, and the runtime trusts whom the system trusts",
    instead: "put the certificates into the trust store of the system when it is installed",
    severity: "warning",
  },
  "registries.pullSecret": {
    cannot: "eggo gives no runtime the credentials of a registry",
    instead: "give the runtime the credentials when the system is installed",
    severity: "warning",
  },
  timezone: "ignored",
  "hosts.machineId": "ignored",
  "hosts.serial": "ignored",
  "hosts.arch": "lowered",
  "hosts.role": "lowered",
  "hosts.address": "lowered",
  ...givenSystem(HOST_IS_GIVEN),
  "hosts.devices": "ignored",
  "hosts.labels": "lowered",
  "hosts.taints": "lowered",
  "hosts.nodes": {
    cannot: "a server of eggo is one node",
    instead: "leave hosts.nodes out",
  },
  "hosts.virtual": {
    cannot: "eggo takes machines that are there and have their system",
    instead:
      "leave virtual out and write down what identifies the machine and its disk, or pin a profile that makes virtual machines",
  },
};
