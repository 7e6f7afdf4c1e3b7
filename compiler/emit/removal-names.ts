/** Files that go, by the names that people know: sites, tenants, namespaces, apps, volumes, layers. */

import { tenantPrefix } from "../../model/delivery.ts";
import { firstNames } from "../../model/first-names.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { KindTable } from "../../model/kinds/facts.ts";
import { type FolderCategory, fileLocation, objectOfFile, splitPath } from "../../model/layout.ts";
import type { NextContent } from "./content-change.ts";
import { fileNameMatcher } from "./file-name.ts";
import { namespaceOf, type RemovedFile } from "./removed-files.ts";

interface Step {
  readonly next: NextContent;
  readonly before: Inventory;
  readonly removed: readonly RemovedFile[];
  readonly kinds: KindTable;
  /** A workload whose claims outlive it. */
  readonly isWithClaims: (file: RemovedFile) => boolean;
}

export function namesOf({ next, before, removed, kinds, isWithClaims }: Step) {
  const written = (sites: Inventory["sites"]) => Object.keys(sites).filter((name) => sites[name]?.state !== "planned");
  const stay = new Set(written(next.sites));
  const sites = written(before.sites).filter((name) => !stay.has(name));
  const ofOthers = removed.filter(({ location }) => !sites.includes(location.site ?? ""));
  const pruned = ofOthers.filter(({ fate }) => fate === "pruned");
  const left = removed.filter(({ fate }) => fate === "left behind");
  const emptied = new Set(
    pruned.flatMap(({ path, location }) => namespacesIn([path]).map((name) => `${location.cluster} ${name}`)),
  );
  const claims = pruned.filter((file) => isWithClaims(file) && !emptied.has(namespaceOf(file)));
  return {
    deleted: listed({ site: sites, ...things(pruned) }),
    leftBehind: listed({
      ...things(left),
      object: left.filter(isNowhereElse).map(({ path }) => objectOfFile(splitPath(path).file)),
      "claims of": claims.map(({ path }) => objectOfFile(splitPath(path).file)),
      "servers of": sites.filter((site) => !isUninstalled(removed, site, kinds)),
    }),
  };
}

function things(files: readonly RemovedFile[]): Readonly<Record<string, readonly string[]>> {
  const paths = files.map(({ path }) => path);
  return {
    tenant: paths.flatMap((path) => tenantFile.exec(path)?.[1] ?? []),
    namespace: namespacesIn(paths),
    app: paths.flatMap(appOf),
    volume: paths.flatMap((path) => volumeFile.exec(path)?.[1]?.replace("_", "/") ?? []),
    layer: files.flatMap(({ location, withFolder }) =>
      withFolder && layerCategories.has(location.category) ? [location.name] : [],
    ),
  };
}

/** `sites sz-01, sz-02`, each name once. */
function listed(names: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(names).flatMap(([kind, some]) => {
    const all = [...new Set(some)].sort();
    if (all.length === 0) return [];
    const isPlural = all.length > 1 && !kind.endsWith(" of");
    return [`${kind}${isPlural ? "s" : ""} ${firstNames(all)}`];
  });
}

/** Each tenant has an account or a project of its own among the delivery objects of a cluster. */
const tenantFile = new RegExp(`/(?:serviceaccount|appproject)_[^_/]+_${tenantPrefix}([^/]+)\\.yaml$`);
const volumeFile = /\/persistentvolumeclaim_([^/]+)\.yaml$/;

const layerCategories: ReadonlySet<FolderCategory | "provisioning"> = new Set([
  "os",
  "kubernetes",
  "cni",
  "csi",
  "addon",
  "runtime",
]);

const namespacesIn = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => /\/namespace_([^/]+)\.yaml$/.exec(path)?.[1] ?? []);

/** A workload in the folder of a tenant. */
export function appOf(path: string): readonly string[] {
  const tenant = fileLocation(path)?.tenant;
  const name = /\/(?:deployment|cronjob|job|statefulset|daemonset)_[^_/]+_([^/]+)\.yaml$/.exec(path)?.[1];
  return tenant === undefined || name === undefined ? [] : [`${tenant}/${name}`];
}

/** An object that nothing prunes by itself, in a folder that stays, or of a site on its hub. */
function isNowhereElse({ path, location, withFolder }: RemovedFile): boolean {
  if (volumeFile.test(path) || namespacesIn([path]).length > 0 || appOf(path).length > 0) return false;
  return !withFolder || location.category === "provisioning";
}

/** Whether something goes with a site that takes its servers along; all others run on until somebody resets them. */
function isUninstalled(removed: readonly RemovedFile[], site: string, kinds: KindTable): boolean {
  const takesAlong = fileNameMatcher(kinds, ({ onRemoval }) => onRemoval === "deletes");
  return removed.some(
    ({ path, location, fate }) =>
      location.category === "provisioning" && location.site === site && fate === "pruned" && takesAlong(path),
  );
}
