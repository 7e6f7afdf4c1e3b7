import { defineProfile, type Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { cilium, ciliumImages } from "../layers/cilium.ts";
import { multiArchitectureImage } from "../layers/image.ts";
import { localPath, localPathImages } from "../layers/local-path.ts";
import { tenants } from "../layers/tenants.ts";
import { clusterSiteParameters } from "../parameters.ts";

const os = multiArchitectureImage("kairos/ubuntu", "24.04-standard-generic-v3.5.0-k3s-v1.33.2-k3s1");

/** K3s on immutable Kairos hosts: one to three servers that go on without their hub. */
export const edgeK3s: Profile<Site> = defineProfile({
  name: "edge-k3s",
  version: "1.0.0",
  siteKind: "cluster",
  kubernetes: { distribution: "k3s", version: "1.33.2" },
  provisioner: { engine: "kairos", os, k3s: "v1.33.2+k3s1", concurrency: 1 },
  parameters: clusterSiteParameters,
  images: [os, ...ciliumImages, ...localPathImages],
  layers: [
    // K3s serves the API on this port of every host, servers and agents alike.
    cilium(() => ({ host: "127.0.0.1", port: 6444 })),
    localPath,
    tenants,
  ],
});
