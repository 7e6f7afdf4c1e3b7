/** Settings of a profile, as tests and documents show them. */
import type { OpenYurtProvisioner, ProfileImage } from "../../../model/provisioner.ts";

const version = "v1.7.0";
const image = (name: string): ProfileImage => ({ name, tag: version, architectures: ["amd64", "arm64"] });

export const openYurtExample: OpenYurtProvisioner = {
  engine: "openyurt",
  version,
  images: { yurtManager: image("openyurt/yurt-manager"), nodeServant: image("openyurt/node-servant") },
  autonomy: "24h",
};
