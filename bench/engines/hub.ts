/** Reads what a hub has used and answered since it started. */

import { bootstrapObjectsOf } from "../../lab/bootstrap-objects.ts";
import type { Cluster } from "../../lab/servers/cluster.ts";
import type { StoredObject } from "../../lab/servers/kube-client.ts";
import { until } from "../../lab/servers/until.ts";
import { lessRequests, REQUEST_TOTAL, type Requests, requestsOf, samplesOf } from "./counters.ts";
import { flagOf, forgetPeak, programsIn, type Usage, usageOf } from "./processes.ts";

const KUSTOMIZE = "kustomize.toolkit.fluxcd.io/v1";
const IN_USE = "etcd_mvcc_db_total_size_in_use_in_bytes";

/** What a hub has used and answered since it started. */
export interface Reading {
  readonly usage: ReadonlyMap<string, Usage>;
  readonly requests: Requests;
}

/** What a hub used between two readings. */
export interface Cost {
  readonly requests: Requests;
  /** Seconds of processors by program. */
  readonly cpu: ReadonlyMap<string, number>;
  /** Peak of resident memory by program, in MB. */
  readonly peak: ReadonlyMap<string, number>;
}

/** When the Kustomizations of a commit were Ready, in seconds after the push. */
export interface Arrival {
  readonly all: number;
  /** By name, at the first look at which it was. */
  readonly each: ReadonlyMap<string, number>;
  readonly kustomizations: number;
  /** Objects in the inventories of all Kustomizations. */
  readonly objects: number;
  /** Requests that looking took. */
  readonly looks: number;
}

/** Reads counters; looking costs a request of its own, which the counters tell only the next time. */
export async function readHub({ client, folder }: Cluster): Promise<Reading> {
  const page = String(await client.call("GET", "/metrics"));
  const usage = new Map([...programsIn(folder)].map(([name, pid]) => [name, usageOf(pid)]));
  return { usage, requests: requestsOf(samplesOf(page, new Set([REQUEST_TOTAL]))) };
}

export function forgetPeaks({ folder }: Cluster): void {
  for (const pid of programsIn(folder).values()) forgetPeak(pid);
}

/** @param looks requests of our own in between, all of them reads */
export function costOf(before: Reading, after: Reading, looks: number): Cost {
  const requests = lessRequests(after.requests, before.requests);
  const programs = [...after.usage];
  return {
    requests: { ...requests, read: requests.read - looks },
    cpu: new Map(programs.map(([name, { cpu }]) => [name, cpu - (before.usage.get(name)?.cpu ?? 0)])),
    peak: new Map(programs.map(([name, { peak }]) => [name, peak])),
  };
}

/** MB of etcd's database that hold something. */
export async function storedMegabytes({ folder }: Cluster): Promise<number> {
  const pid = programsIn(folder).get("etcd");
  if (pid === undefined) throw new Error(`no etcd runs in ${folder}`);
  const page = await (await fetch(`${flagOf(pid, "--listen-client-urls")}/metrics`)).text();
  return (samplesOf(page, new Set([IN_USE]))[0]?.value ?? 0) / 2 ** 20;
}

export async function bootstrap({ client }: Cluster, repository: string): Promise<void> {
  for (const object of bootstrapObjectsOf(repository, "hub/delivery")) await client.apply(object);
}

/** Asks source-controller to look now, as a webhook receiver or `flux reconcile source git` does. */
export async function askForReconciliation({ client }: Cluster): Promise<void> {
  const source = {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    name: "flotilla",
    namespace: "flux-system",
  };
  const annotations = { "reconcile.fluxcd.io/requestedAt": new Date().toISOString() };
  await client.merge(source, { metadata: { annotations } });
}

/** Waits until exactly these Kustomizations exist and all are Ready at the commit. */
export async function arrivalOf(
  { client }: Cluster,
  names: readonly string[],
  commit: string,
  start: number,
  seconds: number,
): Promise<Arrival> {
  const each = new Map<string, number>();
  let looks = 0;
  return until(
    `${names.length} Kustomizations are Ready at ${commit}`,
    async () => {
      looks++;
      const found = await client.list(KUSTOMIZE, "Kustomization", "", "flux-system");
      const now = (performance.now() - start) / 1000;
      const ready = found.filter((kustomization) => isReadyAt(kustomization, commit));
      for (const { metadata } of ready) if (!each.has(metadata.name)) each.set(metadata.name, now);
      if (found.length !== names.length || ready.length !== names.length) {
        const late = found.filter((kustomization) => !isReadyAt(kustomization, commit)).slice(0, 3);
        throw new Error(`${ready.length} are, ${late.map(stateOf).join("; ")}`);
      }
      const objects = found.reduce((sum, { status }) => sum + entriesOf(status?.["inventory"]), 0);
      return { all: now, each, kustomizations: found.length, objects, looks };
    },
    { seconds, every: 2000 },
  );
}

/** Waits until every Kustomization has applied the commit once; short intervals keep some of them at work for ever. */
export async function untilApplied({ client }: Cluster, commit: string, seconds: number): Promise<void> {
  await until(
    `all Kustomizations have applied ${commit}`,
    async () => {
      const found = await client.list(KUSTOMIZE, "Kustomization", "", "flux-system");
      return found.every((each) => String(each.status?.["lastAppliedRevision"]).endsWith(commit));
    },
    { seconds, every: 1000 },
  );
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message: string;
}

function readyOf({ status }: StoredObject): Condition | undefined {
  const conditions = (status?.["conditions"] ?? []) as unknown as readonly Condition[];
  return conditions.find(({ type }) => type === "Ready");
}

function isReadyAt(object: StoredObject, commit: string): boolean {
  return readyOf(object)?.status === "True" && String(object.status?.["lastAppliedRevision"]).endsWith(commit);
}

function stateOf(object: StoredObject): string {
  return `${object.metadata.name}: ${readyOf(object)?.message ?? "not looked at"}`;
}

function entriesOf(inventory: unknown): number {
  return (inventory as { readonly entries?: readonly unknown[] } | undefined)?.entries?.length ?? 0;
}
