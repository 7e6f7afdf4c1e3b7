/** The module of profiles of the reviewed fleet: what is shipped, with one more version that has a newer OS and one with a newer network. */

import { ApiObject } from "cdk8s";
import { profileFingerprints } from "../../compiler/load/profile-sources.ts";
import type { ProfileCatalogue } from "../../constructs/catalogue.ts";
import { HelmChart } from "../../constructs/helm-chart.ts";
import { defineLayer, type Profile, profileReference } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { catalogue as shipped } from "../../profiles/catalogue.ts";
import { edgeK3s } from "../../profiles/edge-k3s/1.0.0.ts";
import { mirroredChart } from "../../profiles/layers/image.ts";

const notes = defineLayer({
  name: "notes",
  category: "addon",
  awaited: false,
  inputs: () => ({}),
  render(scope) {
    new ApiObject(scope, "notes", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "notes", namespace: "default" },
    });
  },
});

const network = (version: string) =>
  defineLayer({
    name: "cilium",
    category: "cni",
    privileged: { all: "it is the network" },
    inputs: (site: Site) => ({ registry: site.registry, version }),
    render(scope, inputs) {
      new HelmChart(scope, "cilium", {
        name: "cilium",
        namespace: "kube-system",
        source: mirroredChart(inputs.registry, "cilium", inputs.version),
        values: { image: { repository: `${inputs.registry}/cilium/cilium`, tag: `v${inputs.version}` } },
      });
    },
  });

const [os] = edgeK3s.images;
if (!os || edgeK3s.provisioner.engine !== "kairos") throw new Error("edge-k3s with an OS of Kairos expected");
const newer = { ...os, tag: os.tag.replace("1.33.10", "1.33.11") };
export const withNetwork = (version: string) =>
  edgeK3s.layers.map((layer) => (layer.category === "cni" ? network(version) : layer));

const profiles: readonly Profile<Site>[] = [
  {
    ...edgeK3s,
    version: "1.1.0",
    kubernetes: { distribution: "k3s", version: "1.33.11" },
    provisioner: { ...edgeK3s.provisioner, os: newer, k3s: "v1.33.11+k3s1" },
    images: [newer, ...edgeK3s.images.slice(1)],
    layers: [...edgeK3s.layers, notes],
  },
  { ...edgeK3s, version: "1.2.0", layers: withNetwork("1.18.9") },
  { ...edgeK3s, version: "1.3.0", layers: withNetwork("1.18.10") },
];

export const catalogue: ProfileCatalogue = {
  ...shipped,
  sites: new Map([...shipped.sites, ...profiles.map((each) => [profileReference(each), each] as const)]),
};

/** All of them are released. */
export const fingerprints = () => {
  const { profileHashes, profileLock } = profileFingerprints(shipped);
  const own = profiles.map((each) => [profileReference(each), "0".repeat(64)] as const);
  return { profileHashes: new Map([...profileHashes, ...own]), profileLock: new Map([...profileLock, ...own]) };
};
