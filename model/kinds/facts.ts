/** What a change of an object does to what runs. Whoever makes a kind of objects says it in a table of these facts. */

import type { ByHandStep } from "../by-hand.ts";
import type { PullReader } from "../pulled.ts";

/**
 * The worst first. `unknown`: nobody stated it, so it may be any of the others; it is never shown as harmless.
 * `refused`: the API server or a webhook does not take the change. `at installation`: a server reads it when it is
 * installed or reset. `orphans`: the object goes from Git and stays in the cluster.
 */
export const effects = [
  "deletes",
  "refused",
  "reinstalls",
  "replaces nodes",
  "reboots",
  "drains",
  "unknown",
  "stops pods",
  "restarts pods",
  "at installation",
  "orphans",
  "removes",
  "no restart",
] as const;
export type Effect = (typeof effects)[number];

export const effectTexts: Readonly<Record<Effect, string>> = {
  deletes: "goes from Git and is pruned with all data in it: a cluster, a host, a namespace, stored data",
  refused: "is refused by the cluster: this field cannot change",
  reinstalls: "servers are installed again",
  "replaces nodes": "Cluster API rolls machines",
  reboots: "hosts reboot into another OS image",
  drains: "pods are moved from a server at a time",
  unknown: "nobody stated what this does",
  "stops pods": "pods go and do not come back",
  "restarts pods": "pods are replaced",
  "at installation": "takes effect when a host is installed or reset",
  orphans: "goes from Git and is left behind in the cluster, to be removed by hand",
  removes: "goes from the cluster; nothing that runs stops",
  "no restart": "is applied without a restart",
};

export type ChangeEffect = Exclude<Effect, "orphans" | "removes">;
/** There is no removal without an effect. */
export type RemovalEffect = Extract<Effect, "deletes" | "unknown" | "stops pods" | "orphans" | "removes">;

/** A field of a kind that cannot change on a living object. */
export interface FixedField {
  /** Path in the object, dots between its steps; a star is any item: `spec.volumeClaimTemplates`. */
  readonly path: string;
  /** Changes that are taken all the same; the whole object as it shall be comes last. */
  readonly allows?: (before: unknown, after: unknown, object: unknown) => boolean;
  /** What is done instead: "add a new claim and copy the data". */
  readonly remedy: string;
  /** Where upstream says so. */
  readonly source: string;
  /** How it is done, for the object as it shall be; at the cluster that has it. */
  readonly steps?: (after: unknown) => readonly Omit<ByHandStep, "at">[];
}

export interface KindFacts {
  /** What other content does to an object that is there. */
  readonly onChange: ChangeEffect | ((before: unknown, after: unknown) => ChangeEffect);
  /** When a new object acts at once on what runs, such as an order to upgrade. @default "no restart" */
  readonly onCreation?: ChangeEffect | ((after: unknown) => ChangeEffect);
  readonly onRemoval: RemovalEffect | ((before: unknown) => RemovalEffect);
  readonly fixed?: readonly FixedField[];
  /** How the fleet's files say that an object of this kind may go; absent: as its app, its tenant or its layer. */
  readonly retirement?: string;
  /** What an object of this kind makes a cluster fetch; absent for kinds that name nothing to fetch. */
  readonly pulls?: PullReader;
}

/** `Deployment.apps`, as kubectl writes it; a kind of the core group has no dot. */
export type GroupKind = string;
export type KindTable = Readonly<Record<GroupKind, KindFacts>>;

export function groupKind(apiVersion: string, kind: string): GroupKind {
  const slash = apiVersion.indexOf("/");
  return slash < 0 ? kind : `${kind}.${apiVersion.slice(0, slash)}`;
}

/** The value at a path of steps, or undefined. */
export function fieldAt(value: unknown, ...steps: readonly string[]): unknown {
  let at = value;
  for (const step of steps) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return at;
}

/** The facts of an object's kind; undefined for what is no object, or of a kind that is not in the table. */
export function factsOfObject(kinds: KindTable, object: unknown): KindFacts | undefined {
  const [apiVersion, kind] = [fieldAt(object, "apiVersion"), fieldAt(object, "kind")];
  if (typeof apiVersion !== "string" || typeof kind !== "string") return undefined;
  return kinds[groupKind(apiVersion, kind)];
}
