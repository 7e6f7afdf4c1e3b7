/** Rows of docs/coverage.md about telecom edge: virtual machines, networks and hardware of 5G. */

import type { Coverage } from "./coverage-markdown.ts";

export const telecom: readonly Coverage[] = [
  {
    capability: "Virtual machines of vSphere become clusters by Cluster API",
    written: "`profile: edge-vsphere@…`, `hosts[].virtual`, parameters of the vCenter",
    becomes:
      "Cluster, KubeadmControlPlane, VSphereCluster, VSphereMachineTemplate, InClusterIPPool, VSphereFailureDomain",
    proof: [
      "test/engines/provisioning/capi-vsphere.test.ts",
      "is a cluster, its vCenter, machines cloned alike and the addresses of its file",
    ],
  },
  {
    capability: "A machine of vSphere is found as a node without a cloud provider",
    written: "nothing: it is so at every such site",
    becomes: "a script before kubeadm, `--provider-id` of the kubelet",
    proof: [
      "test/engines/provisioning/vsphere-provider-id.test.ts",
      "A machine of vSphere says its BIOS UUID, which its serial number spells",
    ],
  },
  {
    capability: "A vCenter clones and starts the machines",
    written: "the same",
    becomes: "virtual machines",
    proof: { notProved: "there is no vCenter here, and its simulator starts no system" },
  },
  {
    capability: "Pools of one infrastructure in one cluster",
    written: "`pools` of a profile",
    becomes: "a MachineDeployment a pool and architecture",
    proof: ["test/compiler/contract/mixed-pools.test.ts", "are deployments of one cluster, and nothing is borrowed"],
  },
  {
    capability: "Servers of metal and virtual machines in one cluster",
    written: "the same, with `hosts[].virtual`",
    becomes: "a second cluster object of the name of the first, with a warning",
    proof: {
      notProved:
        "read in the code of both providers and promised by none; their controllers are not to be had together here",
    },
  },
  {
    capability: "Cluster API, its providers and the kinds of sites fit each other by version and contract",
    written: "the hub's profile",
    becomes: "FLT-PRF-009, FLT-PRF-010",
    proof: ["test/policies/prf/providers.test.ts", "A hub that lacks the provider of a site is told once a kind"],
  },
];
