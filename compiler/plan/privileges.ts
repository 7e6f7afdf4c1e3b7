/** Rights that clusters have in the head and had not in the base, and guards that go, equal ones of many clusters once. */

import type { Fleet } from "../../constructs/fleet.ts";
import { fileLocation, layerFolder } from "../../model/layout.ts";
import { memoizeByIdentity } from "../../model/memo.ts";
import { guardKinds } from "../../policies/sec/guards.ts";
import type { Right } from "../../policies/sec/object-rights.ts";
import { rbacKinds } from "../../policies/sec/rbac/granted-rights.ts";
import { type ClusterFiles, clusterKey, type ManifestFile } from "./cluster-files.ts";
import type { FileChange } from "./file-changes.ts";
import { ManifestRights } from "./object-rights.ts";
import { objectKind } from "./object-role.ts";

/** The same right in any number of clusters. */
export interface PrivilegeGrowth extends Right {
  /** Construct paths of sites, hubs and the centre, sorted. */
  readonly constructs: readonly string[];
  /** How many of them are sites. */
  readonly sites: number;
}

interface Version {
  readonly fleet: Fleet;
  readonly clusters: ClusterFiles;
}

/** Only what changed is looked at: what stays grants what it granted. A site that comes is compared with its like. */
export function privilegeGrowth(
  base: Version,
  head: Version,
  changes: readonly FileChange[],
): readonly PrivilegeGrowth[] {
  const rights = new ManifestRights();
  const [before, after] = [base.clusters, head.clusters];
  const found = new Map<string, { readonly right: Right; readonly constructs: string[] }>();
  for (const [cluster, own] of Map.groupBy(changes, ({ repository, path }) => clusterKey(repository, path))) {
    if (cluster === undefined) continue;
    const files = own.flatMap(({ path, after: text }) => (text === undefined ? [] : [{ path, text }]));
    const likes = before.has(cluster) ? undefined : files.flatMap(({ path }) => before.like(path));
    const old = () => likes ?? before.of(cluster);
    const grown = [
      ...newIn(
        own.flatMap((change) => gained(change, rights)),
        (likes ?? own.flatMap(oldFile)).flatMap((file) => rights.of(file)),
      ),
      ...(own.some((change) => isOf(change, guardKinds))
        ? unguarded(before.of(cluster), after.of(cluster), rights)
        : []),
      ...(own.some((change) => isOf(change, rbacKinds))
        ? newIn(
            rights.granted(after.of(cluster), head.fleet.spec.tenants),
            rights.granted(old(), base.fleet.spec.tenants),
          )
        : []),
      ...newDeclarations(
        declared(head.fleet, cluster).filter(({ folder }) => foldersOf(files).has(folder)),
        likes ? [...declarationsOf(base.fleet).values()].flat() : declared(base.fleet, cluster),
        old,
      ),
    ];
    for (const right of grown) {
      const entry = found.get(keyOf(right)) ?? { right, constructs: [] };
      found.set(keyOf(right), entry);
      entry.constructs.push(constructOf(head.fleet, cluster));
    }
  }
  return [...found.values()]
    .map(({ right, constructs }) => ({
      ...right,
      constructs: constructs.sort(),
      sites: constructs.filter(isSite).length,
    }))
    .sort((a, b) => b.constructs.length - a.constructs.length || (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** The reconciler of a folder that comes acts for the platform; one that begins to is told. */
function gained({ path, before, after }: FileChange, rights: ManifestRights): readonly Right[] {
  if (after === undefined) return [];
  const isNewReconciler = before === undefined && fileLocation(path)?.category === "delivery";
  return rights.of({ path, text: after }).filter(({ privilege }) => !isNewReconciler || privilege !== "deployment");
}

const keyOf = ({ privilege, what }: Right): string => `${privilege} ${what}`;

function newIn(now: readonly Right[], old: readonly Right[]): readonly Right[] {
  const known = new Set(old.map(keyOf));
  return [...new Map(now.map((right) => [keyOf(right), right])).values()].filter((right) => !known.has(keyOf(right)));
}

const oldFile = ({ path, before }: FileChange): readonly ManifestFile[] =>
  before === undefined ? [] : [{ path, text: before }];

const isOf = ({ before, after }: FileChange, kinds: ReadonlySet<string>): boolean =>
  kinds.has(objectKind(after ?? before ?? "") ?? "");

/** A cluster that goes takes its guards with it. */
function unguarded(
  old: readonly ManifestFile[],
  now: readonly ManifestFile[],
  rights: ManifestRights,
): readonly Right[] {
  return now.length === 0 ? [] : rights.unguarded(old, now);
}

/** `guangdong/sites/shenzhen/sz-mall-01`, `guangdong/hub` and `centre/hub` as construct paths. */
function constructOf({ path }: Fleet, cluster: string): string {
  if (cluster === "centre/hub") return `${path}/centre`;
  return `${path}/${cluster.replace("/sites/", "/")}`;
}

/** Fleet, region, zone and site. */
const isSite = (construct: string): boolean => construct.split("/").length === 4;

function foldersOf(files: readonly ManifestFile[]): ReadonlySet<string> {
  return new Set(files.map(({ path }) => fileLocation(path)?.name ?? ""));
}

interface Declaration {
  readonly name: string;
  readonly folder: string;
  readonly reason: string;
}

/** Layers whose pods nobody sees here, since they come out of a chart: what they declare is what there is to show. */
function newDeclarations(
  now: readonly Declaration[],
  before: readonly Declaration[],
  old: () => readonly ManifestFile[],
): readonly Right[] {
  if (now.length === 0) return [];
  const written = foldersOf(old());
  const known = new Set(before.map(({ folder }) => folder).filter((folder) => written.has(folder)));
  return now
    .filter(({ folder }) => !known.has(folder))
    .map(({ name, reason }) => ({ privilege: "all", what: `layer ${name}: ${reason}` }));
}

function declared(fleet: Fleet, cluster: string): readonly Declaration[] {
  return declarationsOf(fleet).get(constructOf(fleet, cluster)) ?? [];
}

/** By construct path of the cluster. */
const declarationsOf = memoizeByIdentity(({ centre, regions }: Fleet): ReadonlyMap<string, readonly Declaration[]> => {
  const targets = [centre, ...regions.flatMap(({ hub, sites }) => [...(hub ? [hub] : []), ...sites])];
  return new Map(
    targets.map(({ path, profile }) => [
      path,
      (profile?.layers ?? []).flatMap(({ name, category, privileged = false }) => {
        const reason =
          typeof privileged === "boolean" ? (privileged ? "no reason is given" : undefined) : privileged.all;
        return reason === undefined ? [] : [{ name, folder: layerFolder(category, name), reason }];
      }),
    ]),
  );
});
