import { certificate } from "../certificates.ts";
import { evolution } from "./evolve.ts";
import { type FleetData, set } from "./fleet.ts";

/** Hubs with edge nodes alone: what hosts of other kinds do with a bundle is told beside their engines. */
const edgeNodesAlone = (fleet: FleetData) => {
  fleet.apps.splice(0);
  for (const { sites } of fleet.zones) sites.splice(0, sites.length, ...sites.filter(({ kind }) => kind === "nodes"));
  const zones = fleet.zones.filter(({ sites }) => sites.length > 0);
  fleet.zones.splice(0, fleet.zones.length, ...zones);
};

/** A warning: edge nodes come with their system, and with whom that trusts. */
const findings = ["engine/unsupported"];

evolution("An authority that comes is in the root folder of every cluster, and every source names it", {
  from: edgeNodesAlone,
  edit: ({ fleet }) => set(fleet, { trust: { root: certificate } }),
  plan: {
    "panji/centre": [
      "~ 20-external-secrets (spec.certSecretRef): OCIRepository/flux-system/external-secrets",
      "~ delivery (spec.certSecretRef): OCIRepository/flux-system/flux",
      "~ delivery (spec.secretRef): GitRepository/flux-system/flotilla",
      "+ delivery: Secret/flux-system/flotilla-authorities",
    ],
    "panji/guangdong/hub": [
      ...["20-cert-manager", "20-cluster-api-operator", "20-external-secrets"].map(
        (folder) => `~ ${folder} (spec.certSecretRef): OCIRepository/flux-system/${folder.slice(3)}`,
      ),
      "~ 50-logs (spec.certSecretRef): OCIRepository/flux-system/victoria-logs",
      "~ 20-cluster-api-operator (spec.values): HelmRelease/flux-system/cluster-api-operator",
      "+ 20-cluster-api-operator: ConfigMap/capi-operator-system/authorities",
      "~ 50-metal3 (spec.certSecretRef): OCIRepository/flux-system/metal3",
      "~ 50-metal3 (spec.values): HelmRelease/flux-system/metal3",
      "+ 50-metal3: Secret/metal3-system/tls-ca-additional",
      "~ 70-kubeedge (spec.secretRef): GitRepository/flux-system/cloudcore",
      "~ delivery (spec.certSecretRef): OCIRepository/flux-system/flux",
      "~ delivery (spec.secretRef): GitRepository/flux-system/flotilla",
      "+ delivery: Secret/flux-system/flotilla-authorities",
    ],
    "panji/hunan/hub": [
      "~ 20-cluster-api-operator (spec.source): Application/argocd/cluster-api-operator",
      "+ 20-cluster-api-operator: ConfigMap/capi-operator-system/authorities",
      "+ delivery: ConfigMap/argocd/argocd-tls-certs-cm",
      "~ reconcilers (spec.source): argocd",
    ],
  },
  findings,
});
evolution("Another authority under the same name restarts what provisions alone: agents read it anew", {
  from: (fleet) => [edgeNodesAlone(fleet), set(fleet.fleet, { trust: { root: certificate } })],
  edit: ({ fleet }) => set(fleet, { trust: { root: certificate + certificate } }),
  plan: {
    "panji/centre": ["~ delivery (data.ca.crt): Secret/flux-system/flotilla-authorities"],
    "panji/guangdong/hub": [
      "~ 20-cluster-api-operator (data.authorities.pem): ConfigMap/capi-operator-system/authorities",
      "~ 20-cluster-api-operator (spec.values): HelmRelease/flux-system/cluster-api-operator",
      "~ 50-metal3 (spec.values): HelmRelease/flux-system/metal3",
      "~ 50-metal3 (data.ca-additional.crt): Secret/metal3-system/tls-ca-additional",
      "~ delivery (data.ca.crt): Secret/flux-system/flotilla-authorities",
    ],
    "panji/hunan/hub": [
      "~ 20-cluster-api-operator (data.authorities.pem): ConfigMap/capi-operator-system/authorities",
      "~ 20-cluster-api-operator (spec.source): Application/argocd/cluster-api-operator",
      "~ delivery (data.git.panji.example; data.registry.panji.example): ConfigMap/argocd/argocd-tls-certs-cm",
    ],
  },
  findings,
});
