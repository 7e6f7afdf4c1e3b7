import { defineProfile, type Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { multiArchitectureImage } from "../layers/image.ts";
import { nodeSiteParameters } from "../parameters/node-site.ts";

const version = "v1.7.0";

const images = {
  yurtManager: multiArchitectureImage("openyurt/yurt-manager", version),
  nodeServant: multiArchitectureImage("openyurt/node-servant", version),
};

/**
 * Servers as nodes of the hub, with an ordinary kubelet behind YurtHub. They have no layers: what serves them is the node
 * runtime's part of the hub, and apps come into the pool of their zone.
 */
export const edgeOpenYurt: Profile<Site> = defineProfile({
  name: "edge-openyurt",
  version: "1.0.0",
  siteKind: "nodes",
  // As the hub that they join, which OpenYurt 1.7 works with up to 1.34.
  kubernetes: { distribution: "kubeadm", version: "1.32.11" },
  // A day without a line is common at sites; two are somebody's work.
  provisioner: { engine: "openyurt", version, images, autonomy: "48h" },
  parameters: nodeSiteParameters,
  images: Object.values(images),
  layers: [],
});
