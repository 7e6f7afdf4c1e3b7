/** Facts of fields that the infrastructures of Cluster API share. */

import type { FieldFacts } from "../../../constructs/site-fields.ts";

/** The address of the API. */
export const apiAddress: FieldFacts = {
  mayChange: false,
  effect: "refused",
  remedy: "make a new site with the other address: it is in every certificate of this one",
  source: "Cluster API contract of infrastructure clusters: spec.controlPlaneEndpoint is set once",
};

export const moreControlPlanes: FieldFacts = {
  mayChange: true,
  effect: "replaces nodes",
  remedy: "the KubeadmControlPlane adds members of etcd one at a time",
  source: "cluster-api v1.13 controlplane/kubeadm: scale up",
};
