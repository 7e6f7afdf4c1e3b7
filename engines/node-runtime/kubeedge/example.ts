/** Settings of a profile, as tests and documents show them. */
import type { KubeEdgeProvisioner, ProfileImage } from "../../../model/provisioner.ts";

const version = "v1.23.1";
const image = (name: string, tag = version): ProfileImage => ({ name, tag, architectures: ["amd64", "arm64"] });

export const kubeEdgeExample: KubeEdgeProvisioner = {
  engine: "kubeedge",
  version,
  images: {
    cloudcore: image("kubeedge/cloudcore"),
    iptablesManager: image("kubeedge/iptables-manager"),
    controllerManager: image("kubeedge/controller-manager"),
    installationPackage: image("kubeedge/installation-package"),
    pause: image("kubeedge/pause", "3.6"),
  },
  secretStore: "fleet",
};
