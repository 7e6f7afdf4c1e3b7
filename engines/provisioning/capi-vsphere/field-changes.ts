/** What another value of a site's field does to virtual machines of vSphere. */

import {
  type FieldChangeTable,
  type FieldFacts,
  type FieldValues,
  fieldCases,
} from "../../../constructs/site-fields.ts";
import type { ByHandStep } from "../../../model/by-hand.ts";
import { apiAddress, moreControlPlanes } from "../cluster-api/field-facts.ts";
import { namespaceOf } from "../cluster-api/names.ts";
import { clusterNetwork, reportsTo, unused } from "../field-facts.ts";

const IPAM = "cluster-api-ipam-provider-in-cluster v1.1 internal/webhooks/inclusterippool.go";
const MARK = "cluster-api v1.13 api/core/v1beta2/common_types.go: DeleteMachineAnnotation";

const fewerControlPlanes: FieldFacts = {
  mayChange: false,
  effect: "refused",
  remedy:
    "name the hosts in releasedHosts, mark the machines with their addresses (kubectl annotate machine <name> cluster.x-k8s.io/delete-machine=), and exempt this change; the hosts go from the file with a later one",
  source: MARK,
};

export const vsphereFieldChanges: FieldChangeTable = {
  "network.pods": clusterNetwork,
  "network.services": clusterNetwork,
  "network.vip": apiAddress,
  "control-planes": fieldCases({ "to fewer": fewerControlPlanes, "to more": moreControlPlanes }, ({ before, after }) =>
    Number(after) < Number(before) ? "to fewer" : "to more",
  ),
  "hub.endpoint": reportsTo,
  machineId: unused,
  name: unused,
  role: {
    mayChange: false,
    effect: "refused",
    remedy: "add a host of the other role, and release this one with a later change",
    source: MARK,
  },
  address: {
    mayChange: false,
    effect: "refused",
    remedy: "release the host, remove it with a later change, and add one with the other address",
    source: `${IPAM}: pool addresses do not contain allocated addresses`,
  },
  mac: unused,
  bmc: unused,
  added: {
    mayChange: true,
    effect: "no restart",
    remedy: "Cluster API makes the machine by itself",
    source: "cluster-api v1.13 internal/controllers/machineset: scale up",
  },
  removed: {
    mayChange: true,
    effect: "replaces nodes",
    remedy:
      "Cluster API takes a machine of its own choice unless one is marked, and the pool keeps its old addresses until that of the host is free",
    source: `${MARK}; ${IPAM}`,
    steps: (change) => removal(change),
  },
};

/**
 * The pool refuses to lose an address in use, and with it stops the whole folder of the site, so the machine goes first.
 * A claim is called `<machine>-<card>-<pool>` (cluster-api-provider-vsphere v1.16 pkg/util/ipaddress_claim.go).
 */
function removal({ site, host = "" }: FieldValues): readonly ByHandStep[] {
  const before = site.hosts.find(({ name }) => name === host);
  const at = `hub ${site.region.name}`;
  const kubectl = `kubectl -n ${namespaceOf(site)}`;
  const address = before?.address ?? "<its address>";
  const claim = `$(${kubectl} get ipaddress -o jsonpath='{.items[?(@.spec.address=="${address}")].spec.claimRef.name}')`;
  return [
    {
      when: "before publishing",
      at,
      what: `Mark the machine at the address of ${host} (${address}), so that Cluster API takes that one away`,
      command: `claim="${claim}" && ${kubectl} annotate machine "\${claim%-0-0}" cluster.x-k8s.io/delete-machine=`,
    },
    {
      when: "before publishing",
      at,
      what: `Name ${host} in releasedHosts and publish that first; remove the host once its address is free`,
      command: `${kubectl} wait ipaddressclaim "${claim}" --for=delete --timeout=30m`,
    },
  ];
}
