/** What the step from a published content to the next one does, by the names that people know. */

import { tenantPrefix } from "../../model/delivery.ts";
import { firstNames } from "../../model/first-names.ts";
import type { Inventory } from "../../model/inventory.ts";
import { fileLocation } from "../../model/layout.ts";

/** The content that shall be. */
export interface NextContent {
  readonly sites: Inventory["sites"];
  readonly files: readonly { readonly path: string; readonly id: string; readonly construct: string }[];
}

/** Names of sites with a file that comes, changes or goes, sorted; of a first content all that it has files of. */
export function changedSites({ sites, files }: NextContent, before: Inventory | undefined): readonly string[] {
  const changed = before === undefined ? files : files.filter(({ path, id }) => before.files[path]?.id !== id);
  const gone = before === undefined ? [] : goneFiles(files, before);
  const known = (name: string | undefined) => name !== undefined && (name in sites || name in (before?.sites ?? {}));
  // <fleet>/<region>/<zone>/<site>[/<host>], each of dozens of files.
  const constructs = new Set([...changed, ...gone].map(({ construct }) => construct));
  const names = new Set([...constructs].map((construct) => construct.split("/")[3]));
  return ([...names].filter(known) as string[]).sort();
}

function goneFiles(files: NextContent["files"], before: Inventory): NextContent["files"] {
  const now = new Set(files.map(({ path }) => path));
  return Object.entries(before.files).flatMap(([path, file]) => (now.has(path) ? [] : [{ path, ...file }]));
}

/** What a step deletes: `sites sz-01, sz-02`, `tenant media`, `namespace media`, `app retail/checkout`; none when nothing goes. */
export function deletedNames(next: NextContent, before: Inventory | undefined): readonly string[] {
  if (before === undefined) return [];
  const gone = goneFiles(next.files, before).map(({ path }) => path);
  if (gone.length === 0) return [];
  const written = (sites: Inventory["sites"]) => Object.keys(sites).filter((name) => sites[name]?.state !== "planned");
  const stay = new Set(written(next.sites));
  const sites = written(before.sites).filter((name) => !stay.has(name));
  const ofOthers = gone.filter((path) => !sites.includes(fileLocation(path)?.site ?? ""));
  return Object.entries({
    site: sites,
    tenant: tenantsIn(ofOthers),
    namespace: ofOthers.flatMap((path) => /\/namespace_([^/]+)\.yaml$/.exec(path)?.[1] ?? []),
    app: ofOthers.flatMap(appOf),
    volume: ofOthers.flatMap(
      (path) => /\/persistentvolumeclaim_([^/]+)\.yaml$/.exec(path)?.[1]?.replace("_", "/") ?? [],
    ),
  }).flatMap(([kind, names]) => {
    const all = [...new Set(names)].sort();
    return all.length === 0 ? [] : [`${kind}${all.length > 1 ? "s" : ""} ${firstNames(all)}`];
  });
}

const tenantFile = new RegExp(`/(?:serviceaccount|appproject)_[^_/]+_${tenantPrefix}([^/]+)\\.yaml$`);

/** Each tenant has an account or a project of its own among the delivery objects of a cluster. */
function tenantsIn(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => tenantFile.exec(path)?.[1] ?? []);
}

/** A workload in the folder of a tenant. */
function appOf(path: string): readonly string[] {
  const tenant = fileLocation(path)?.tenant;
  const name = /\/(?:deployment|cronjob|job|statefulset|daemonset)_[^_/]+_([^/]+)\.yaml$/.exec(path)?.[1];
  return tenant === undefined || name === undefined ? [] : [`${tenant}/${name}`];
}
