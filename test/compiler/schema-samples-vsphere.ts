import type { KubernetesObject } from "../../model/manifest.ts";

const infra = "infrastructure.cluster.x-k8s.io";
const namespace = "site-sz-nanshan-01";
const versions = ["v1beta1", "v1beta2"] as const;

/** In both versions in which provider 1.16 serves its kinds. */
export const VSPHERE_SAMPLES: readonly KubernetesObject[] = [
  ...versions.flatMap((version): readonly KubernetesObject[] => [
    {
      apiVersion: `${infra}/${version}`,
      kind: "VSphereMachineTemplate",
      metadata: { name: "sz-nanshan-01-workers-9f2c", namespace },
      spec: {
        template: {
          spec: {
            template: "ubuntu-24.04",
            network: {
              devices: [
                {
                  networkName: "nodes",
                  dhcp4: false,
                  addressesFromPools: [{ apiGroup: "ipam.cluster.x-k8s.io", kind: "InClusterIPPool", name: "nodes" }],
                },
              ],
            },
            pciDevices: [{ vGPUProfile: "grid_t4-16q" }, { deviceId: 7864, vendorId: 4318 }],
          },
        },
      },
    },
    {
      apiVersion: `${infra}/${version}`,
      kind: "VSphereFailureDomain",
      metadata: { name: "sz-nanshan-01-rack-a" },
      spec: {
        region: { name: "suzhou", type: "Datacenter", tagCategory: "k8s-region" },
        zone: { name: "rack-a", type: "HostGroup", tagCategory: "k8s-zone" },
        topology: {
          datacenter: "suzhou",
          computeCluster: "edge",
          hosts: { hostGroupName: "rack-a", vmGroupName: "panji-a" },
        },
      },
    },
  ]),
  {
    apiVersion: "ipam.cluster.x-k8s.io/v1alpha2",
    kind: "InClusterIPPool",
    metadata: { name: "nodes", namespace },
    spec: { addresses: ["10.44.12.11", "10.44.12.12"], prefix: 26, gateway: "10.44.12.1" },
  },
];
