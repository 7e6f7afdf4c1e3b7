import { defineProfile, type Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { multiArchitectureImage } from "../layers/image.ts";
import { secretStore } from "../layers/secrets.ts";
import { joinedSiteParameters } from "../parameters/joined-site.ts";

const version = "v0.9.0";
/** That of the hub that the profile goes with: a kubelet may not be ahead of it. */
const kubernetes = "v1.32.11";

const images = {
  gridController: multiArchitectureImage("superedge/application-grid-controller", version),
  gridWrapper: multiArchitectureImage("superedge/application-grid-wrapper", version),
  siteManager: multiArchitectureImage("superedge/site-manager", version),
  edgeHealth: multiArchitectureImage("superedge/edge-health", version),
  edgeHealthAdmission: multiArchitectureImage("superedge/edge-health-admission", version),
  liteApiserver: multiArchitectureImage("superedge/lite-apiserver", version),
  tunnel: multiArchitectureImage("superedge/tunnel", version),
  kubeProxy: multiArchitectureImage("kubernetes/kube-proxy", kubernetes),
};

/**
 * Servers as nodes of the hub that stay in their zone: its Services, its peers that judge a node, its own cache of the API
 * server. They have no layers: what serves them is the node runtime's part of the hub, and apps come as grids.
 */
export const edgeSuperEdge: Profile<Site> = defineProfile({
  name: "edge-superedge",
  version: "1.0.0",
  siteKind: "nodes",
  kubernetes: { distribution: "superedge", version: kubernetes.slice(1) },
  provisioner: { engine: "superedge", version, kubernetes, images, secretStore },
  parameters: joinedSiteParameters,
  images: Object.values(images),
  layers: [],
});
