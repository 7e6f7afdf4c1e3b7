import { profileLabel } from "../../compiler/lower/folder-maker.ts";
import { firstNumber } from "../../compiler/lower/layers.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { type LayerCategory, layerCategories } from "../../constructs/profile.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import type { ManifestContext } from "../rule.ts";

/**
 * What a published manifest says of its own context: layer and profile by its labels, the rest by its folder
 * (`sites/<zone>/<site>/<nn-layer>`, `hub/platform/<nn-layer>`, `hub/sites/<zone>/<site>`). Contexts that are equal are
 * one object.
 */
export function folderContexts(fleet: Fleet): (folder: string, object: KubernetesObject) => ManifestContext {
  const { registries, tenants } = fleet.spec;
  const privileges = privilegesOf(fleet);
  const known = new Map<string, ManifestContext>();
  return (folder, { metadata }) => {
    const name = folder.slice(folder.lastIndexOf("/") + 1);
    const layer = metadata.labels?.["flotilla.dev/layer"] ?? name;
    const profile = metadata.labels?.["flotilla.dev/profile"] ?? "";
    const key = `${folder} ${layer} ${profile}`;
    let context = known.get(key);
    if (!context) {
      const category = categoryOf(folder, name);
      const tenant = category === "app" ? /(?:^|-)apps[-.](.+)$/.exec(name)?.[1] : undefined;
      const privileged = isPrivileged(folder, privileges.get(`${profile} ${layer.replace(/^\d+-/, "")}`));
      context = { layer, category, privileged, ...(tenant !== undefined && { tenant }), registries, tenants };
      known.set(key, context);
    }
    return context;
  };
}

/** Whether layers may be privileged, by the label of their profile and their name. */
function privilegesOf({ catalogue }: Fleet): ReadonlyMap<string, boolean> {
  const profiles = [catalogue.sites, catalogue.hubs, catalogue.centres].flatMap((kind) => [...kind]);
  return new Map(
    profiles.flatMap(([reference, { layers }]) =>
      layers.map(({ name, privileged = false }) => [`${profileLabel(reference)} ${name}`, privileged] as const),
    ),
  );
}

/** What stands among a hub's platform without being a layer of its profile is a node runtime, which rules the nodes. */
function isPrivileged(folder: string, byProfile: boolean | undefined): boolean {
  return byProfile ?? folder.startsWith("hub/platform/");
}

function categoryOf(folder: string, name: string): ManifestContext["category"] {
  if (folder === "hub/delivery" || name === "00-delivery") return "delivery";
  if (folder.startsWith("hub/sites/")) return name.startsWith("apps.") ? "app" : "provisioning";
  return categoryOfNumber(Number.parseInt(name, 10)) ?? "app";
}

function categoryOfNumber(number: number): LayerCategory | undefined {
  return layerCategories.findLast((category) => number >= firstNumber[category]);
}
