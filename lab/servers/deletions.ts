/** Records which objects a cluster is asked to delete. */

import type { Cluster } from "./cluster.ts";
import { kindsOf, METADATA, type MetadataList, titleOf } from "./object-uids.ts";

/** An object whose deletion was asked for. */
export interface Deletion {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
  /** As the list of uids names it. */
  readonly title: string;
  /** Revision of the store at which it was requested. One store counts all kinds in one order, so revisions compare. */
  readonly requestedAt: number;
  /** Revision at which it was gone; undefined while a finalizer keeps it. */
  readonly gone?: number;
}

/** Records deletions until it is stopped. */
export interface DeletionWatch {
  /** Those seen so far, in the order in which they were asked for. @throws when a watch was lost */
  readonly seen: () => readonly Deletion[];
  readonly stop: () => void;
}

/** Watches every kind that a cluster has now. */
export async function watchDeletions(cluster: Cluster): Promise<DeletionWatch> {
  const found = new Map<string, Deletion>();
  const lost: string[] = [];
  const stops = await Promise.all(
    (await kindsOf(cluster)).map(async ({ apiVersion, kind, path }) => {
      const list = (await cluster.client.call("GET", path, undefined, METADATA)) as MetadataList;
      return cluster.client.watch(
        `${path}?watch=true&resourceVersion=${list.metadata.resourceVersion}`,
        ({ type, object: { metadata } }) => {
          const isGone = type === "DELETED";
          if (!isGone && metadata.deletionTimestamp === undefined) return;
          const { uid, name, namespace } = metadata;
          const revision = Number(metadata.resourceVersion);
          const title = titleOf({ apiVersion, kind }, metadata);
          const before = found.get(uid) ?? { apiVersion, kind, name, namespace, title, requestedAt: revision };
          found.set(uid, isGone ? { ...before, gone: revision } : before);
        },
        () => lost.push(path),
        "application/json;g=meta.k8s.io;v=v1;as=PartialObjectMetadata",
      );
    }),
  );
  return {
    seen: () => {
      if (lost.length > 0) throw new Error(`${cluster.name}: watches were lost: ${lost.join(", ")}`);
      return [...found.values()].sort((a, b) => a.requestedAt - b.requestedAt);
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
