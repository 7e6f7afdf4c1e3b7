/** The module of profiles for the minimal fleet. */

import { ApiObject } from "cdk8s";
import type { ProfileFingerprints } from "../compiler/load/profile-sources.ts";
import type { ProfileCatalogue } from "../constructs/catalogue.ts";
import { HelmChart } from "../constructs/helm-chart.ts";
import { defineLayer, defineProfile, type Profile, profileReference } from "../constructs/profile.ts";
import type { Site } from "../constructs/site.ts";
import { catalogue as shipped } from "../profiles/catalogue.ts";
import { cilium, ciliumImages } from "../profiles/layers/cilium.ts";
import { mirroredChart } from "../profiles/layers/image.ts";
import { clusterSiteParameters } from "../profiles/parameters/cluster-site.ts";

/** Volumes on a file server of the place. */
const nfs = defineLayer({
  name: "nfs",
  category: "csi",
  privileged: true,
  inputs: (site: Site) => ({ registry: site.registry }),
  render(scope, { registry }) {
    new HelmChart(scope, "csi-driver-nfs", {
      name: "csi-driver-nfs",
      namespace: "kube-system",
      source: mirroredChart(registry, "csi-driver-nfs", "4.12.0"),
      values: { image: { baseRepo: registry }, controller: { replicas: 1 } },
    });
  },
});

/** Namespace, quota and default-deny of each tenant namespace: the least that the rules accept. */
const tenants = defineLayer({
  name: "tenants",
  category: "addon",
  inputs: (site: Site) => ({ namespaces: site.region.fleet.spec.tenants.flatMap((tenant) => tenant.namespaces) }),
  render(scope, { namespaces }) {
    for (const namespace of namespaces) {
      const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
      new ApiObject(scope, `${namespace}-namespace`, {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: namespace, labels },
      });
      new ApiObject(scope, `${namespace}-deny`, {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name: "default-deny", namespace },
        spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
      });
      new ApiObject(scope, `${namespace}-quota`, {
        apiVersion: "v1",
        kind: "ResourceQuota",
        metadata: { name: "tenant", namespace },
        spec: { hard: { "requests.cpu": "2", "requests.memory": "4Gi" } },
      });
    }
  },
});

/** A small stack on a cluster that somebody else installs: delivery, network, storage, tenants and little else. */
const edgeMinimal: Profile<Site> = defineProfile({
  name: "edge-minimal",
  version: "1.0.0",
  siteKind: "cluster",
  kubernetes: { distribution: "k3s", version: "1.33.10" },
  provisioner: { engine: "existing" },
  parameters: clusterSiteParameters,
  images: ciliumImages,
  layers: [cilium(() => ({ host: "127.0.0.1", port: 6444 })), nfs, tenants],
});

/** The minimal profile beside the shipped ones of hubs and centre. Nothing here is released, so there is nothing to lock. */
export const catalogue: ProfileCatalogue = {
  ...shipped,
  sites: new Map([[profileReference(edgeMinimal), edgeMinimal]]),
};

export const fingerprints = (): ProfileFingerprints => ({ profileHashes: new Map(), profileLock: new Map() });
