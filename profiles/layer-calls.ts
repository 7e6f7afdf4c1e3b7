import type { LayerCalls } from "../constructs/catalogue.ts";

/**
 * Of every shipped layer. Those that go to the cluster's own API and name server alone, or where an object of the cluster
 * sends them that no file of the fleet holds, such as the way into the secret store, have no row of their own.
 */
export const layerCalls: LayerCalls = {
  admission: [],
  backup: [{ input: "location", purpose: "stores snapshots of its etcd" }],
  "cert-manager": [],
  cilium: [],
  "cluster-api": [],
  "cluster-api-operator": [],
  "cluster-api-vsphere": [],
  "external-secrets": [],
  facts: [],
  "kairos-operator": [],
  karmada: [],
  "local-path": [],
  logs: [{ input: "upstream", purpose: "sends logs" }],
  longhorn: [],
  metal3: [],
  metrics: [{ input: "upstream", purpose: "sends metrics" }],
  // It writes down where the hubs are and goes to none of them.
  "region-index": [],
  tenants: [],
  traefik: [],
};
