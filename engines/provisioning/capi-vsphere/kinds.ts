/** Facts of the kinds of vSphere's provider of Cluster API (v1.16) and of the provider of addresses inside the hub (v1.1). */
import type { KindTable } from "../../../model/kinds/facts.ts";
import { comesOrGoes } from "../cluster-api/address-list.ts";
import { clusterApiKinds } from "../cluster-api/kinds.ts";

const VSPHERE = "infrastructure.cluster.x-k8s.io";

export const vsphereKinds: KindTable = {
  ...clusterApiKinds,
  [`VSphereCluster.${VSPHERE}`]: {
    onChange: "no restart",
    onRemoval: "deletes",
    fixed: [
      {
        path: "spec.controlPlaneEndpoint",
        remedy: "make a new site: the address is in every certificate",
        source: "cluster-api contract, InfraCluster: the endpoint is set once",
      },
    ],
  },
  // internal/webhooks/vspheremachinetemplate.go and vspherefailuredomain.go: neither spec can change.
  [`VSphereMachineTemplate.${VSPHERE}`]: { onChange: "refused", onRemoval: "removes" },
  [`VSphereFailureDomain.${VSPHERE}`]: { onChange: "refused", onRemoval: "removes" },
  [`VSphereDeploymentZone.${VSPHERE}`]: { onChange: "no restart", onRemoval: "removes" },
  "InClusterIPPool.ipam.cluster.x-k8s.io": {
    onChange: "no restart",
    onRemoval: "deletes",
    fixed: [
      {
        path: "spec.addresses",
        allows: comesOrGoes,
        remedy: "an address in use cannot leave the pool: take its machine away first",
        source:
          "cluster-api-ipam-provider-in-cluster internal/webhooks/inclusterippool.go: pool addresses do not contain allocated addresses",
      },
    ],
  },
};
