import { defineProfile, type Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { multiArchitectureImage } from "../layers/image.ts";
import { secretStore } from "../layers/secrets.ts";
import { nodeSiteParameters } from "../parameters/node-site.ts";

const version = "v1.23.1";

const images = {
  cloudcore: multiArchitectureImage("kubeedge/cloudcore", version),
  iptablesManager: multiArchitectureImage("kubeedge/iptables-manager", version),
  controllerManager: multiArchitectureImage("kubeedge/controller-manager", version),
  installationPackage: multiArchitectureImage("kubeedge/installation-package", version),
  pause: multiArchitectureImage("kubeedge/pause", "3.6"),
};

/**
 * Servers as nodes of the hub. They have no layers: what serves them is the node runtime's part of the
 * hub, and apps come as workloads of their zone.
 */
export const edgeKubeEdge: Profile<Site> = defineProfile({
  name: "edge-kubeedge",
  version: "1.0.0",
  siteKind: "nodes",
  // The kubelet inside edgecore (go.mod of the release).
  kubernetes: { distribution: "kubeedge", version: "1.32.10" },
  provisioner: { engine: "kubeedge", version, images, secretStore },
  parameters: nodeSiteParameters,
  images: Object.values(images),
  layers: [],
});
