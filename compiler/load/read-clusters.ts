/** Reads the files of clusters for a time. */

import { clusterSchema } from "../../model/cluster-file.ts";
import type { ClusterRecord } from "../allocate/clusters/fleet-clusters.ts";
import { readFile } from "./read-file.ts";
import type { FleetDisk } from "./read-tree.ts";
import { isYamlFile } from "./yaml-name.ts";

/** clusters/<team>/<name>.yaml; none where no team has any. */
export function readClusters(disk: FleetDisk): readonly ClusterRecord[] {
  const root = disk.exists("clusters") ? disk.list("clusters") : undefined;
  if (!root) return [];
  for (const file of root.files)
    disk.report(
      `clusters/${file}`,
      "load/unexpected-file",
      "expected only folders of teams here",
      "move it to clusters/<team>/",
    );
  return root.folders.flatMap((team) => {
    const { files, folders } = disk.list(`clusters/${team}`) ?? { files: [], folders: [] };
    for (const folder of folders) {
      const message = "expected only files of clusters here: what lies deeper is read by nobody";
      disk.report(
        `clusters/${team}/${folder}`,
        "load/unexpected-folder",
        message,
        `move its files to clusters/${team}/`,
      );
    }
    return files
      .filter((name) => isYamlFile(disk, `clusters/${team}`, name))
      .flatMap((name) => readFile(disk, `clusters/${team}/${name}`, clusterSchema) ?? []);
  });
}
