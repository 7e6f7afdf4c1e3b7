/** Facts of the kinds of Cluster API with kubeadm (v1.13, contract v1beta2), whatever the infrastructure. */
import type { KindTable } from "../../../model/kinds/facts.ts";
import { kubeadmFilePulls } from "./pulls.ts";

const CLUSTER = "cluster.x-k8s.io";

export const clusterApiKinds: KindTable = {
  [`Cluster.${CLUSTER}`]: {
    onChange: "no restart",
    onRemoval: "deletes",
    fixed: ["spec.clusterNetwork.pods", "spec.clusterNetwork.services"].map((path) => ({
      path,
      remedy: "make a new site: the networks of a cluster that runs stay what they were",
      source: "cilium issue 28266; kubeadm writes them into the certificates and flags of the control plane",
    })),
  },
  [`KubeadmControlPlane.controlplane.${CLUSTER}`]: {
    onChange: "replaces nodes",
    onRemoval: "deletes",
    pulls: kubeadmFilePulls("spec", "kubeadmConfigSpec"),
  },
  [`MachineDeployment.${CLUSTER}`]: {
    onChange: "replaces nodes",
    onRemoval: "deletes",
    fixed: [
      {
        path: "spec.selector",
        remedy: "make another MachineDeployment",
        source: "cluster-api internal/webhooks/machinedeployment.go",
      },
    ],
  },
  [`MachineHealthCheck.${CLUSTER}`]: { onChange: "no restart", onRemoval: "removes" },
  [`KubeadmConfigTemplate.bootstrap.${CLUSTER}`]: {
    onChange: "refused",
    onRemoval: "removes",
    pulls: kubeadmFilePulls("spec", "template", "spec"),
  },
  [`ClusterResourceSet.addons.${CLUSTER}`]: { onChange: "no restart", onRemoval: "removes" },
};
