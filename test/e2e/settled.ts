import type { Cluster } from "../../lab/servers/cluster.ts";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import { kindsOf, METADATA, type StoredKind, titleOf } from "../../lab/servers/object-uids.ts";
import { until } from "../../lab/servers/until.ts";
import { conditionOf } from "./flux.ts";

/** How many looks one after the other find the same objects. */
const LOOKS = 3;

interface Look {
  /** What somebody still has to do. */
  readonly pending: readonly string[];
  /** Every object, so that two looks can be compared. */
  readonly objects: string;
}

interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly deletionTimestamp?: string;
  readonly ownerReferences?: readonly { readonly uid: string; readonly kind: string; readonly name: string }[];
}

/**
 * The uids of all objects once the controllers have nothing left to do, however long that takes: every object of a group
 * has been looked at as it is, none is on its way out, the owners of all are there, and looks that follow each other find
 * the same. Without that the garbage collector takes the Secret of a machine that went before for a change of today.
 *
 * @param group the end of the groups whose objects say which generation of them was looked at
 */
export async function settledUids(cluster: Cluster, group: string): Promise<ReadonlyMap<string, string>> {
  let last: Look | undefined;
  let same = 0;
  let uids = new Map<string, string>();
  await until(
    `${cluster.name} has settled`,
    async () => {
      const found = await objectsOf(cluster);
      const look = await lookAt(cluster, group, found);
      same = look.pending.length === 0 && look.objects === last?.objects ? same + 1 : 0;
      last = look;
      uids = new Map(found.map(({ kind, metadata }) => [titleOf(kind, metadata), metadata.uid]));
      if (same + 1 >= LOOKS) return true;
      throw new Error(look.pending.length > 0 ? look.pending.slice(0, 10).join(", ") : "objects come and go");
    },
    { seconds: 600, every: 3000 },
  );
  return uids;
}

interface Found {
  readonly kind: StoredKind;
  readonly metadata: Metadata;
}

async function objectsOf(cluster: Cluster): Promise<readonly Found[]> {
  const lists = await Promise.all(
    (await kindsOf(cluster)).map(async (kind) => {
      const { items } = (await cluster.client.call("GET", kind.path, undefined, METADATA)) as {
        readonly items: readonly { readonly metadata: Metadata }[] | null;
      };
      return (items ?? []).map(({ metadata }) => ({ kind, metadata }));
    }),
  );
  return lists.flat();
}

async function lookAt(cluster: Cluster, group: string, found: readonly Found[]): Promise<Look> {
  const uids = new Set(found.map(({ metadata }) => metadata.uid));
  const leaving = found.flatMap(({ kind, metadata }) => {
    const title = titleOf(kind, metadata);
    if (metadata.deletionTimestamp !== undefined) return [`${title} is on its way out`];
    const lost = metadata.ownerReferences?.find(({ uid }) => !uids.has(uid));
    return lost ? [`${title} has lost its owner ${lost.kind} ${lost.name}`] : [];
  });
  const kinds = new Map(
    found.filter(({ kind }) => groupOf(kind).endsWith(group)).map(({ kind }) => [kind.path, kind] as const),
  );
  const unseen = await Promise.all([...kinds.values()].map((kind) => unseenOf(cluster, kind)));
  return { pending: [...leaving, ...unseen.flat()], objects: [...uids].sort().join() };
}

/** Those whose controller last looked at them as they were before. Kinds that do not say are taken as they are. */
async function unseenOf({ client }: Cluster, { apiVersion, kind }: StoredKind): Promise<readonly string[]> {
  return (await client.list(apiVersion, kind)).filter(isUnseen).map(({ metadata }) => {
    return `${titleOf({ apiVersion, kind }, metadata)} was not looked at as it is`;
  });
}

/** Cluster API leaves what is paused alone, and says in the condition that it knows it in its present form. */
function isUnseen(object: StoredObject): boolean {
  const { metadata, status } = object;
  const observed = status?.["observedGeneration"];
  if (observed === undefined || observed === metadata.generation) return false;
  const paused = conditionOf(object, "Paused");
  return paused?.status !== "True" || paused.observedGeneration !== metadata.generation;
}

function groupOf({ apiVersion }: StoredKind): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}
