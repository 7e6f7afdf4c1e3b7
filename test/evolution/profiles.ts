/** Versions of a small profile, for what happens when a layer comes, goes or moves. */

import { ApiObject } from "cdk8s";
import type { Hub } from "../../constructs/hub.ts";
import {
  defineLayer,
  defineProfile,
  type Layer,
  type LayerCategory,
  type Profile,
  profileReference,
} from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { siteTenants } from "../../profiles/layers/tenants/site.ts";
import { clusterSiteParameters } from "../../profiles/parameters/cluster-site.ts";
import { type ProfileSet, shippedProfiles } from "../compile-fleet.ts";
import { type FleetData, set } from "./fleet.ts";

export type SmallLayer = Layer<Site, { readonly storage: string; readonly ingress: "none" | "traefik" }>;

/** A layer that makes one ConfigMap of its name. */
export function layer(category: LayerCategory, name: string, { awaited = true, value = "1" } = {}): SmallLayer {
  return defineLayer({
    name,
    category,
    awaited,
    inputs: () => ({ value }),
    render(scope, data) {
      const metadata = { name, namespace: "kube-system" };
      new ApiObject(scope, "settings", { apiVersion: "v1", kind: "ConfigMap", metadata, data });
    },
  });
}

/** The layers of version 1.0.0. */
export const smallStack: readonly SmallLayer[] = [
  layer("os", "updates"),
  layer("cni", "flannel"),
  layer("csi", "nfs"),
  siteTenants,
  layer("addon", "alerts"),
  layer("addon", "metrics"),
];

/** The shipped profiles with `edge-small` in two versions beside them: `smallStack` as 1.0.0 and another as 1.1.0. */
export function smallProfiles(next: readonly SmallLayer[]): ProfileSet {
  return withSites(edgeSmall("1.0.0", smallStack), edgeSmall("1.1.0", next));
}

/** Pins a version of `edge-small` at the site sz-mall-01. */
export const pinSmall = (version: string) => (fleet: FleetData) =>
  set(fleet.site("sz-mall-01"), { profile: `edge-small@${version}` });

/** The shipped profiles with further ones of sites. */
export function withSites(...sites: readonly Profile<Site>[]): ProfileSet {
  const { catalogue, fingerprints } = shippedProfiles;
  return { catalogue: { ...catalogue, sites: withMore(catalogue.sites, sites) }, fingerprints };
}

/** The shipped profiles with another one of hubs. */
export function withHub(hub: Profile<Hub>): ProfileSet {
  const { catalogue, fingerprints } = shippedProfiles;
  return { catalogue: { ...catalogue, hubs: withMore(catalogue.hubs, [hub]) }, fingerprints };
}

function withMore<S>(known: ReadonlyMap<string, Profile<S>>, more: readonly Profile<S>[]): typeof known {
  return new Map([...known, ...more.map((each) => [profileReference(each), each] as const)]);
}

function edgeSmall(version: string, layers: readonly SmallLayer[]): Profile<Site> {
  return defineProfile({
    name: "edge-small",
    version,
    siteKind: "cluster",
    kubernetes: { distribution: "k3s", version: "1.33.10" },
    provisioner: { engine: "existing" },
    parameters: clusterSiteParameters,
    images: [],
    layers,
  });
}
