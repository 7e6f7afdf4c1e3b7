import { manifestContext, profileLabel } from "../../compiler/lower/folder-maker.ts";
import { privilegesOnManager } from "../../compiler/lower/site-on-parent.ts";
import type { Centre } from "../../constructs/centre.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Hub } from "../../constructs/hub.ts";
import { type EngineTables, engines as shippedEngines } from "../../engines/engines.ts";
import { provisionerOf } from "../../engines/lookup.ts";
import { folderLocation } from "../../model/layout.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { memoizeByIdentity } from "../../model/memo.ts";
import type { Privileges } from "../../model/privilege.ts";
import type { Provisioner } from "../../model/provisioner.ts";
import type { ManifestContext } from "../../policies/rule.ts";

/**
 * What a published manifest says of its own context: layer and profile by its labels, the rest by its folder
 * (`sites/<zone>/<site>/<nn-layer>`, `hub/platform/<nn-layer>`, `hub/sites/<zone>/<site>`). Contexts that are equal are
 * one object.
 */
export function folderContexts(
  fleet: Fleet,
  engines: EngineTables = shippedEngines,
): (folder: string, object: KubernetesObject) => ManifestContext {
  const privileges = privilegesOf(fleet, engines);
  const onManagers = privilegesOnManagers(fleet, engines);
  const versions = kubernetesVersions(fleet);
  const known = new Map<string, ManifestContext>();
  return (folder, { metadata }) => {
    const name = folder.slice(folder.lastIndexOf("/") + 1);
    const layer = metadata.labels?.["flotilla.dev/layer"] ?? name;
    const profile = metadata.labels?.["flotilla.dev/profile"] ?? "";
    const kubernetes = versions(folder, metadata.labels ?? {});
    const key = `${folder} ${layer} ${profile} ${kubernetes ?? ""}`;
    let context = known.get(key);
    if (!context) {
      const plain = layer.replace(/^\d+-/, "");
      const site =
        folderLocation(folder)?.category === "provisioning" ? metadata.labels?.["flotilla.dev/site"] : undefined;
      const privileged =
        onManagers.get(site ?? "") ?? privileges.get(`${profile} ${plain}`) ?? ofRuntime(folder, plain, engines);
      context = manifestContext(fleet, layer, { ...contextOf(folder), privileged, kubernetes });
      known.set(key, context);
    }
    return context;
  };
}

/** The version of the cluster that applies a folder, by what its labels say whose it is. Asked for every tree of the fleet. */
const kubernetesVersions = memoizeByIdentity((fleet: Fleet) => {
  const ofProfiles = new Map(
    [...fleet.catalogue.sites].map(([reference, { kubernetes }]) => [profileLabel(reference), kubernetes.version]),
  );
  const versionOf = (cluster: Hub | Centre | undefined) => cluster?.profile?.kubernetes.version;
  const ofHubs = new Map(fleet.regions.map(({ name, hub }) => [name, versionOf(hub)]));
  const ofManagers = new Map(
    fleet.regions.flatMap(({ sites }) => sites.map(({ name, manager }) => [name, versionOf(manager)])),
  );
  return (folder: string, labels: Readonly<Record<string, string>>): string | undefined => {
    if (folder.startsWith("sites/")) return ofProfiles.get(labels["flotilla.dev/profile"] ?? "");
    const { "flotilla.dev/site": site = "", "flotilla.dev/region": region = "" } = labels;
    if (ofManagers.has(site)) return ofManagers.get(site);
    return ofHubs.has(region) ? ofHubs.get(region) : versionOf(fleet.centre);
  };
});

/** Whether layers may be privileged, by the label of their profile and their name. */
function privilegesOf({ catalogue }: Fleet, engines: EngineTables): ReadonlyMap<string, Privileges> {
  const profiles = [catalogue.sites, catalogue.hubs, catalogue.centres].flatMap((kind) => [...kind]);
  return new Map(
    profiles.flatMap(([reference, profile]) =>
      [...profile.layers, ...layersOfEngine(profile, engines)].map(
        ({ name, privileged = false }) => [`${profileLabel(reference)} ${name}`, privileged] as const,
      ),
    ),
  );
}

/** What the folder of a site on the cluster that manages it may do, by the name of the site. */
function privilegesOnManagers({ regions }: Fleet, engines: EngineTables): ReadonlyMap<string, Privileges> {
  const sites = regions.flatMap((region) => region.sites);
  return new Map(sites.map((site) => [site.name, privilegesOnManager(site, engines)]));
}

/** What the provisioner of a site's profile puts among its layers. */
function layersOfEngine(profile: { readonly provisioner?: Provisioner }, engines: EngineTables) {
  return (profile.provisioner && provisionerOf(engines, profile.provisioner)?.siteLayers) ?? [];
}

/** What stands among a hub's platform without being a layer of its profile is a node runtime, by its name. */
function ofRuntime(folder: string, layer: string, { runtimes }: EngineTables): Privileges {
  if (folderLocation(folder)?.category !== "runtime") return false;
  const byName: Readonly<Record<string, { readonly onParent?: Privileges }>> = runtimes;
  return byName[layer]?.onParent ?? true;
}

function contextOf(folder: string): Pick<ManifestContext, "category" | "tenant" | "isRemote"> {
  const location = folderLocation(folder);
  if (!location) return { category: "app" };
  const { category, tenant, remote } = location;
  // What engines put between the layers is treated like one that others depend on.
  const own = { tenant, ...(remote !== undefined && { isRemote: true as const }) };
  return { category: category === "runtime" || category === "hosts" ? "addon" : category, ...own };
}
