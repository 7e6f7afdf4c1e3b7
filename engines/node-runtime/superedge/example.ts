/** Settings of a profile, as tests and documents show them. */

import type { ProfileImage, SuperEdgeProvisioner } from "../../../model/provisioner.ts";

const version = "v0.9.0";
const kubernetes = "v1.32.11";
const image = (name: string, tag = version): ProfileImage => ({ name, tag, architectures: ["amd64", "arm64"] });

export const superEdgeExample: SuperEdgeProvisioner = {
  engine: "superedge",
  version,
  kubernetes,
  images: {
    gridController: image("superedge/application-grid-controller"),
    gridWrapper: image("superedge/application-grid-wrapper"),
    siteManager: image("superedge/site-manager"),
    edgeHealth: image("superedge/edge-health"),
    edgeHealthAdmission: image("superedge/edge-health-admission"),
    liteApiserver: image("superedge/lite-apiserver"),
    tunnel: image("superedge/tunnel"),
    kubeProxy: image("kubernetes/kube-proxy", kubernetes),
  },
  secretStore: "fleet",
};
