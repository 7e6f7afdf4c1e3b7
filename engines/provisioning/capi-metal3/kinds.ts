/** Facts of the kinds of Metal3 (CAPM3 1.13, BMO 0.12, IPAM 1.12). */
import type { KindTable } from "../../../model/kinds/facts.ts";
import { comesOrGoes } from "../cluster-api/address-list.ts";
import { clusterApiKinds } from "../cluster-api/kinds.ts";
import { machineTemplatePulls } from "./pulls.ts";

const METAL3 = "infrastructure.cluster.x-k8s.io";

export const metal3Kinds: KindTable = {
  ...clusterApiKinds,
  [`Metal3Cluster.${METAL3}`]: {
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
  [`Metal3MachineTemplate.${METAL3}`]: { onChange: "refused", onRemoval: "removes", pulls: machineTemplatePulls },
  [`Metal3DataTemplate.${METAL3}`]: { onChange: "refused", onRemoval: "removes" },
  [`Metal3RemediationTemplate.${METAL3}`]: { onChange: "no restart", onRemoval: "removes" },
  "IPPool.ipam.metal3.io": {
    onChange: "no restart",
    onRemoval: "deletes",
    fixed: [
      {
        path: "spec.pools",
        allows: comesOrGoes,
        remedy: "an address in use cannot leave the pool: replace the server first",
        source: "ip-address-manager api/v1alpha1/ippool_webhook.go, in use but out of bounds",
      },
    ],
  },
  "BareMetalHost.metal3.io": {
    onChange: "no restart",
    onRemoval: "deletes",
    fixed: ["spec.bootMACAddress", "spec.bmc.address"].map((path) => ({
      path,
      remedy: "replace the server: remove its host and add it under another name",
      source: "baremetal-operator internal/webhooks/metal3.io/v1alpha1/baremetalhost_validation.go",
    })),
  },
};
