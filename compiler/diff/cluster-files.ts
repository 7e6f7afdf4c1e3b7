/** The files of one rendering of a fleet, cluster by cluster. */

import { fileLocation } from "../../model/layout.ts";
import type { RenderedFleet } from "./changes.ts";

export interface ManifestFile {
  readonly path: string;
  readonly text: string;
}

export class ClusterFiles {
  readonly #byCluster = new Map<string, ManifestFile[]>();
  #byTail: ReadonlyMap<string, readonly ManifestFile[]> | undefined;

  constructor(rendered: RenderedFleet) {
    for (const [repository, files] of rendered) {
      for (const [path, { text }] of files) {
        const cluster = clusterKey(repository, path);
        if (cluster === undefined) continue;
        const own = this.#byCluster.get(cluster);
        if (own) own.push({ path, text });
        else this.#byCluster.set(cluster, [{ path, text }]);
      }
    }
  }

  /** None for a cluster that this rendering does not have. */
  of(cluster: string): readonly ManifestFile[] {
    return this.#byCluster.get(cluster) ?? [];
  }

  /** Files of the same name in the same layer, of whatever cluster. */
  like(path: string): readonly ManifestFile[] {
    this.#byTail ??= Map.groupBy([...this.#byCluster.values()].flat(), (file) => tailOf(file.path));
    return this.#byTail.get(tailOf(path)) ?? [];
  }
}

/** The cluster that applies a file; undefined for a file of a server or a tool. */
export function clusterKey(repository: string, path: string): string | undefined {
  const location = fileLocation(path);
  return location && `${repository}/${location.cluster}`;
}

/** `30-cilium/helmrelease_flux-system_cilium.yaml` */
function tailOf(path: string): string {
  return path.split("/").slice(-2).join("/");
}
