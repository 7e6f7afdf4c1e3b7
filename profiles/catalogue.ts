import type { ProfileCatalogue } from "../constructs/catalogue.ts";
import { type Profile, profileReference } from "../constructs/profile.ts";
import { centre } from "./centre/1.0.0.ts";
import { federatingCentre } from "./centre/1.1.0.ts";
import { centreGateways } from "./centre-gateways/1.0.0.ts";
import { federatingCentreGateways } from "./centre-gateways/1.1.0.ts";
import { chartImages } from "./chart-images.ts";
import { edgeEggo } from "./edge-eggo/1.0.0.ts";
import { edgeK3s } from "./edge-k3s/1.0.0.ts";
import { openEdgeK3s } from "./edge-k3s/1.1.0.ts";
import { edgeKubeEdge } from "./edge-kubeedge/1.0.0.ts";
import { edgeMetal } from "./edge-metal/1.0.0.ts";
import { edgeOpenYurt } from "./edge-openyurt/1.0.0.ts";
import { joinedOpenYurt } from "./edge-openyurt/1.0.1.ts";
import { edgeSuperEdge } from "./edge-superedge/1.0.0.ts";
import { edgeVsphere } from "./edge-vsphere/1.0.0.ts";
import { layerCalls } from "./layer-calls.ts";
import { clusterApiOperatorKinds } from "./layers/cluster-api/kinds.ts";
import { parameterFacts } from "./parameters/facts.ts";
import { regionHub } from "./region-hub/1.0.0.ts";
import { vsphereRegionHub } from "./region-hub/1.1.0.ts";
import { openRegionHub } from "./region-hub/1.2.0.ts";

/** Every profile version that a fleet may pin. */
export const catalogue: ProfileCatalogue = {
  sites: byReference([
    edgeEggo,
    edgeK3s,
    edgeKubeEdge,
    edgeMetal,
    edgeOpenYurt,
    edgeSuperEdge,
    edgeVsphere,
    joinedOpenYurt,
    openEdgeK3s,
  ]),
  hubs: byReference([regionHub, vsphereRegionHub, openRegionHub]),
  centres: byReference([centre, federatingCentre, centreGateways, federatingCentreGateways]),
  kinds: clusterApiOperatorKinds,
  chartImages,
  layerCalls,
  parameterFacts,
};

function byReference<S>(profiles: readonly Profile<S>[]): ReadonlyMap<string, Profile<S>> {
  return new Map(profiles.map((profile) => [profileReference(profile), profile]));
}
