/** What another value of a site's field does to servers that Metal3 installs. */

import {
  type FieldChangeTable,
  type FieldFacts,
  type FieldValues,
  fieldCases,
} from "../../../constructs/site-fields.ts";
import type { ByHandStep } from "../../../model/by-hand.ts";
import { apiAddress, moreControlPlanes } from "../cluster-api/field-facts.ts";
import { clusterNetwork, reportsTo } from "../field-facts.ts";

const replaceServer = "replace the server: remove its host, publish, and add it under another name with a later change";

const BMO = "baremetal-operator v0.13 internal/webhooks/metal3.io/v1alpha1/baremetalhost_validation.go";

/** The hub's folder of the site is applied as a whole: one refused object stops all of them. */
const ofHost = (source: string): FieldFacts => ({ mayChange: false, effect: "refused", remedy: replaceServer, source });

const fewer: FieldFacts = {
  mayChange: false,
  effect: "refused",
  remedy:
    "mark the machines that shall go (kubectl annotate machine <name> cluster.x-k8s.io/delete-machine=), then exempt this change; their hosts stay until they are deleted by hand",
  source:
    "cluster-api v1.13 controlplane/kubeadm/internal/control_plane.go: an unmarked machine of its own choice goes",
};

export const metal3FieldChanges: FieldChangeTable = {
  "network.pods": clusterNetwork,
  "network.services": clusterNetwork,
  "network.vip": apiAddress,
  "control-planes": fieldCases({ "to fewer": fewer, "to more": moreControlPlanes }, ({ before, after }) =>
    Number(after) < Number(before) ? "to fewer" : "to more",
  ),
  "hub.endpoint": reportsTo,
  machineId: ofHost("the object of the host carries it, and its BMC account lies below it"),
  name: {
    mayChange: false,
    effect: "refused",
    remedy: "keep the name: two objects for one machine would switch it in turn",
    source: "the old BareMetalHost is protected from pruning and stays",
  },
  role: ofHost("cluster-api-provider-metal3: a host is chosen by its labels when its machine is made, and never again"),
  address: ofHost("ip-address-manager v1.13 ippool webhook: in use but out of bounds of the pools given"),
  mac: ofHost(`${BMO}: bootMACAddress can not be changed once it is set`),
  bmc: ofHost(`${BMO}: BMC address can not be changed unless the host is registering or detached`),
  added: {
    mayChange: true,
    effect: "no restart",
    remedy: "Metal3 inspects and installs the server by itself",
    source: "the BareMetalHost is new",
  },
  removed: {
    mayChange: true,
    effect: "replaces nodes",
    remedy:
      "Cluster API takes a machine of its own choice unless one is marked; the protected host stays until it is deleted",
    source: "cluster-api v1.13 api/core/v1beta2/common_types.go: DeleteMachineAnnotation",
    steps: (change) => removal(change),
  },
};

/**
 * The pool of addresses refuses to lose one in use, and with it stops the whole folder of the site: nothing undoes what is
 * scaled by hand until the address is free. Machine and Metal3Machine have one name (cluster-api v1.13
 * internal/controllers/machineset).
 */
function removal({ site, host = "" }: FieldValues): readonly ByHandStep[] {
  const at = `hub ${site.region.name}`;
  const kubectl = `kubectl -n site-${site.name}`;
  const machine = `$(${kubectl} get bmh ${host} -o jsonpath='{.spec.consumerRef.name}')`;
  const label = "{.metadata.labels.cluster\\.x-k8s\\.io/deployment-name}";
  return [
    {
      when: "before publishing",
      at,
      what: `Mark the machine on ${host}, so that Cluster API takes that one away`,
      command: `${kubectl} annotate machine "${machine}" cluster.x-k8s.io/delete-machine=`,
    },
    {
      when: "after publishing",
      at,
      what: `Take the machine of worker ${host} away, so that its address becomes free`,
      command: `md=$(${kubectl} get machine "${machine}" -o jsonpath='${label}') && ${kubectl} scale machinedeployment "$md" --replicas=$(($(${kubectl} get machinedeployment "$md" -o jsonpath='{.spec.replicas}') - 1))`,
    },
    {
      when: "after publishing",
      at,
      what: `Delete the host ${host}, which is protected from pruning, once it is free`,
      command: `${kubectl} wait bmh ${host} --for=jsonpath='{.status.provisioning.state}'=available --timeout=1h && ${kubectl} delete bmh ${host}`,
    },
  ];
}
