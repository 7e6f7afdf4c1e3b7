/** What becomes of each field at a site whose servers are nodes of OpenYurt. */

import { givenSystem } from "../../given-system.ts";
import { type FieldTable, notYet } from "../../site-fields.ts";

const HOST_IS_GIVEN = {
  cannot: "kubeadm takes a server with its system installed and its network up",
  instead: "set it when the system is installed",
  severity: "warning",
} as const;

export const openYurtFields: FieldTable = {
  "network.nodes": "lowered",
  // The engine itself warns of these three.
  "network.pods": "ignored",
  "network.services": "ignored",
  "network.vip": "ignored",
  "network.ingressVip": HOST_IS_GIVEN,
  "network.vlan": "ignored",
  "network.gateway": HOST_IS_GIVEN,
  "network.dns": HOST_IS_GIVEN,
  "network.ntp": HOST_IS_GIVEN,
  "network.search": HOST_IS_GIVEN,
  "network.mtu": HOST_IS_GIVEN,
  "network.routes": HOST_IS_GIVEN,
  "network.proxy": {
    cannot: "kubeadm takes a server with its system installed, and containerd takes a proxy from systemd alone",
    instead:
      "give containerd its HTTPS_PROXY and NO_PROXY when the system is installed; kubelet and YurtHub reach the hub directly",
    severity: "warning",
  },
  "network.link": notYet("nothing: heartbeats are those of a fibre", "warning"),
  "two address families": "lowered",
  "IPv6 alone": "lowered",
  osImage: HOST_IS_GIVEN,
  users: HOST_IS_GIVEN,
  trust: {
    cannot: "kubeadm takes a server with its system installed, and containerd trusts whom the system trusts",
    instead: "put the certificates into the trust store of the system when it is installed",
    severity: "warning",
  },
  "registries.pullSecret": {
    cannot: "kubeadm takes a server with its containerd configured",
    instead: "give containerd the credentials of the registry when the system is installed",
    severity: "warning",
  },
  timezone: HOST_IS_GIVEN,
  "hosts.machineId": "lowered",
  "hosts.serial": "lowered",
  "hosts.arch": "lowered",
  "hosts.role": "lowered",
  "hosts.address": "lowered",
  ...givenSystem(HOST_IS_GIVEN),
  "hosts.devices": "lowered",
  "hosts.labels": "lowered",
  "hosts.taints": "lowered",
  "hosts.nodes": {
    cannot: "a server with a kubelet is one node",
    instead: "leave hosts.nodes out",
  },
};
