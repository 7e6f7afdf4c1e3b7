/** What another value of a site's field does to servers that were joined to a cluster once. */

import type { FieldChangeTable, FieldFacts, FieldValues } from "../../constructs/site-fields.ts";
import type { ByHandStep } from "../../model/by-hand.ts";
import { deleteNode, drainNode } from "../node-steps.ts";

/** How servers of one runtime join and leave. */
export interface JoinedServer {
  /** The cluster that has the node, as `ByHandStep.at`. */
  readonly at: (change: FieldValues) => string;
  /** What nothing there reads: `nothing at an edge node reads it`. */
  readonly unread: string;
  /** What writes the values, once. */
  readonly source: string;
  readonly endpoint: Pick<FieldFacts, "remedy" | "source">;
  /** What stands in the way of a server that goes. */
  readonly removal: string;
  /** Takes the runtime off a server, before its node is deleted. */
  readonly leave: (change: FieldValues, when: ByHandStep["when"]) => readonly ByHandStep[];
  readonly join: (change: FieldValues) => ByHandStep;
}

/** The one at which nodes of a site are: a hub, or the centre. */
export function parentOf({ site }: FieldValues): string {
  return site.parent === "centre" ? "the centre" : `hub ${site.region.name}`;
}

/** A step at a server that takes what it joined with off it. */
export function resetServer(what: string, command: string) {
  return ({ host = "" }: FieldValues, when: ByHandStep["when"]): ByHandStep => ({
    when,
    at: `server ${host}`,
    what,
    command,
  });
}

/** @param command of the operator's machine, for the zone and the server */
export function joinStep(command: (zone: FieldValues["site"]["zone"], host: string) => string, note = "") {
  return ({ site, host = "" }: FieldValues): ByHandStep => ({
    when: "after publishing",
    at: `operator's machine of zone ${site.zone.name}`,
    what: `Join ${host}${note}`,
    command: command(site.zone, host),
  });
}

export function joinedServerChanges({
  at,
  unread,
  source,
  endpoint,
  removal,
  leave,
  join,
}: JoinedServer): FieldChangeTable {
  const none: FieldFacts = {
    mayChange: true,
    effect: "no restart",
    remedy: unread,
    source: "the engine's own output",
  };
  const deleteOldNode = (change: FieldValues, when: ByHandStep["when"]) =>
    deleteNode(when, at(change), change.host ?? "");
  const left = (change: FieldValues, when: ByHandStep["when"]) => [...leave(change, when), deleteOldNode(change, when)];
  return {
    "network.pods": none,
    "network.services": none,
    "network.vip": none,
    "control-planes": none,
    "hub.endpoint": { mayChange: false, effect: "at installation", ...endpoint },
    machineId: {
      mayChange: true,
      effect: "reinstalls",
      remedy: "the new server joins under the name of the old one, whose node must be gone first",
      source,
      steps: (change) => [deleteOldNode(change, "before publishing"), join(change)],
    },
    name: {
      mayChange: false,
      effect: "at installation",
      remedy: "keep the name; or remove the host, publish, and add it under the other name as a server that joins",
      source,
    },
    role: none,
    address: {
      mayChange: true,
      effect: "at installation",
      remedy: "the node tells the old address until it has joined again",
      source,
      steps: (change) => [...left(change, "before publishing"), join(change)],
    },
    mac: none,
    bmc: none,
    added: {
      mayChange: true,
      effect: "no restart",
      remedy: "the server is a node once it has joined",
      source,
      steps: (change) => [join(change)],
    },
    removed: {
      mayChange: true,
      effect: "drains",
      remedy: removal,
      source,
      steps: (change) => [drainNode(at(change), change.host ?? ""), ...left(change, "after publishing")],
    },
  };
}
