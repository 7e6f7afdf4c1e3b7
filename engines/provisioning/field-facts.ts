/** Facts of fields that several provisioners share. */

import type { FieldFacts } from "../../constructs/site-fields.ts";

/** The field is none of the provisioner's business. */
export const unused: FieldFacts = {
  mayChange: true,
  effect: "no restart",
  remedy: "nothing that this provisioner makes reads it",
  source: "the engine's own output",
};

/** Networks of pods and services, which a cluster has for its life. */
export const clusterNetwork: FieldFacts = {
  mayChange: false,
  effect: "refused",
  remedy: "make a new site with the other range and move the apps; retire this one",
  source: "Cilium refuses a changed pool entry (cilium issues 28266, 15977); K3s and kubeadm keep what they began with",
};

/** The hub is where metrics and logs of a cluster go. */
export const reportsTo: FieldFacts = {
  mayChange: true,
  effect: "restarts pods",
  remedy: "the new name must answer with a certificate of the same authority before this is published",
  source: "profiles/layers/metrics, profiles/layers/logs: the address is in their configuration",
};
