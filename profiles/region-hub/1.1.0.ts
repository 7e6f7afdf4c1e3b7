import type { Hub } from "../../constructs/hub.ts";
import type { Profile } from "../../constructs/profile.ts";
import { clusterApiVsphere, clusterApiVsphereImages } from "../layers/cluster-api/vsphere.ts";
import { regionHub } from "./1.0.0.ts";

/** A hub that orders virtual machines from vCenters too. */
export const vsphereRegionHub: Profile<Hub> = {
  ...regionHub,
  version: "1.1.0",
  images: [...regionHub.images, ...clusterApiVsphereImages],
  layers: regionHub.layers.flatMap((layer) => (layer.name === "cluster-api" ? [layer, clusterApiVsphere] : [layer])),
};
