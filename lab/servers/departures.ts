/** Records which objects a cluster is asked to delete. */

import { kindsOf, METADATA, type MetadataList, titleOf } from "./census.ts";
import type { Cluster } from "./cluster.ts";

/** An object whose deletion was asked for. */
export interface Departure {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
  /** As in a census. */
  readonly title: string;
  /** Revision of the store at which it was asked. One store counts all kinds in one order, so revisions compare. */
  readonly asked: number;
  /** Revision at which it was gone; undefined while a finalizer keeps it. */
  readonly gone?: number;
}

/** A record of departures that goes on until it is stopped. */
export interface Departures {
  /** Those seen so far, in the order in which they were asked for. @throws when a watch was lost */
  readonly seen: () => readonly Departure[];
  readonly stop: () => void;
}

/** Watches every kind that a cluster has now. */
export async function watchDepartures(cluster: Cluster): Promise<Departures> {
  const found = new Map<string, Departure>();
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
          const before = found.get(uid) ?? { apiVersion, kind, name, namespace, title, asked: revision };
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
      return [...found.values()].sort((a, b) => a.asked - b.asked);
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
