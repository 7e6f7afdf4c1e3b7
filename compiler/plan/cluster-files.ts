/** The manifests of one side, cluster by cluster. */

import { fileLocation, folderLocation, splitPath } from "../../model/layout.ts";
import { folderNames } from "../emit/folder-names.ts";
import { labelLines, labelledText } from "../emit/labelled-text.ts";
import type { Folder, Unit } from "../lower/unit.ts";
import type { RenderedFleet } from "./file-changes.ts";

export interface ManifestFile {
  readonly path: string;
  readonly text: string;
}

/** Clusters are named as `clusterKey` does. */
export interface ClusterFiles {
  /** Whether this side has the cluster at all. */
  has(cluster: string): boolean;
  of(cluster: string): readonly ManifestFile[];
  /** Files of the same name in the same layer, of whatever cluster. */
  like(path: string): readonly ManifestFile[];
}

/** The cluster that applies a file; undefined for a file of a server or a tool. */
export function clusterKey(repository: string, path: string): string | undefined {
  const location = fileLocation(path);
  return location && `${repository}/${location.cluster}`;
}

/** Of a side of which every file is known. */
export function writtenClusters(rendered: RenderedFleet): ClusterFiles {
  const byCluster = new Map<string, ManifestFile[]>();
  for (const [repository, files] of rendered) {
    for (const [path, { text }] of files) {
      const cluster = clusterKey(repository, path);
      if (cluster === undefined) continue;
      const own = byCluster.get(cluster);
      if (own) own.push({ path, text });
      else byCluster.set(cluster, [{ path, text }]);
    }
  }
  let byTail: ReadonlyMap<string, readonly ManifestFile[]> | undefined;
  return {
    has: (cluster) => byCluster.has(cluster),
    of: (cluster) => byCluster.get(cluster) ?? [],
    like: (path) => {
      byTail ??= Map.groupBy([...byCluster.values()].flat(), (file) => tailOf(file.path));
      return byTail.get(tailOf(path)) ?? [];
    },
  };
}

/** Of a side that was lowered: what nobody asks for is never written as text, nor lowered where its paths are known. */
export function loweredClusters(repository: string, units: readonly Unit[]): ClusterFiles {
  const folders = units.flatMap(placedFolders);
  const byCluster = Map.groupBy(folders, ({ path }) => `${repository}/${folderLocation(path)?.cluster}`);
  let byName: ReadonlyMap<string, readonly PlacedFolder[]> | undefined;
  return {
    has: (cluster) => byCluster.has(cluster),
    of: (cluster) => (byCluster.get(cluster) ?? []).flatMap(({ folder }) => manifestsOf(folder())),
    like: (path) => {
      byName ??= Map.groupBy(folders, (folder) => splitPath(folder.path).file);
      const { folder, file } = splitPath(path);
      const like = byName.get(splitPath(folder).file) ?? [];
      return like.flatMap((each) => manifestsOf(each.folder())).filter((each) => each.path.endsWith(`/${file}`));
    },
  };
}

interface PlacedFolder {
  readonly path: string;
  readonly folder: () => Folder;
}

function placedFolders(unit: Unit): readonly PlacedFolder[] {
  const { hubFolders, checked } = unit;
  const site = (checked?.names.site ?? unit.siteFolders).map(({ path }, index) => ({
    path,
    folder: () => unit.siteFolders[index] as Folder,
  }));
  return [...hubFolders.map((folder) => ({ path: folder.path, folder: () => folder })), ...site];
}

function manifestsOf({ path, objects, labels }: Folder): readonly ManifestFile[] {
  const names = folderNames(objects);
  const lines = labelLines(labels);
  return objects.map((object, index) => ({
    path: `${path}/${names[index]}`,
    get text() {
      return labelledText(object, lines);
    },
  }));
}

/** `30-cilium/helmrelease_flux-system_cilium.yaml` */
function tailOf(path: string): string {
  return path.split("/").slice(-2).join("/");
}
