/** Facts of SuperEdge's own kinds (site.superedge.io/v1alpha2 at v0.9.0), and of two of Kubernetes that it brings. */

import type { KindTable } from "../../../model/kinds/facts.ts";

export const superEdgeKinds: KindTable = {
  // Servers of a unit that goes lose its labels, and the zone its Deployments and StatefulSets.
  "NodeUnit.site.superedge.io": {
    onChange: "no restart",
    onRemoval: "stops pods",
    retirement: "set state: retired for all sites of the zone whose servers are nodes of SuperEdge",
  },
  "NodeGroup.site.superedge.io": { onChange: "no restart", onRemoval: "stops pods" },
  // With a definition go all objects of its kind.
  "CustomResourceDefinition.apiextensions.k8s.io": { onChange: "no restart", onRemoval: "deletes" },
  "MutatingWebhookConfiguration.admissionregistration.k8s.io": { onChange: "no restart", onRemoval: "removes" },
};
