import { defineProfile, type Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { joinedSiteParameters } from "../parameters/joined-site.ts";
import { edgeOpenYurt } from "./1.0.0.ts";

/** Version 1.0.0, whose parameters say what becomes of them on a server that joins by kubeadm; those of 1.0.0 speak of KubeEdge. */
export const joinedOpenYurt: Profile<Site> = defineProfile({
  ...edgeOpenYurt,
  version: "1.0.1",
  parameters: joinedSiteParameters,
});
