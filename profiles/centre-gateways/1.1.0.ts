import type { Centre } from "../../constructs/centre.ts";
import type { Profile } from "../../constructs/profile.ts";
import { federatingCentre } from "../centre/1.1.0.ts";

/** The centre that hands apps out, where gateways of regions are its nodes, too: on the newest that KubeEdge 1.23 works with. */
export const federatingCentreGateways: Profile<Centre> = {
  ...federatingCentre,
  name: "centre-gateways",
  kubernetes: { distribution: "kubeadm", version: "1.32.11" },
};
