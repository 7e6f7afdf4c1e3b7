import type { Centre } from "../../constructs/centre.ts";
import type { Profile } from "../../constructs/profile.ts";
import { centre } from "../centre/1.0.0.ts";

/** The headquarters cluster where servers of the regions are its nodes, as gateways are: on the newest that KubeEdge 1.23 works with. */
export const centreGateways: Profile<Centre> = {
  ...centre,
  name: "centre-gateways",
  kubernetes: { distribution: "kubeadm", version: "1.32.11" },
};
