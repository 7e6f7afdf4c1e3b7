/** What all pods of a cluster ask for, against what its servers have. */

import { type Capacity, capacityText, sum, times } from "../../model/capacity.ts";
import type { ClusterContents, ClusterServers } from "../rule.ts";
import { requestsOf } from "./requests.ts";
import { systemReserves } from "./system-reserve.ts";

export interface Room {
  readonly has: Capacity;
  readonly asked: Capacity;
  /** `80-apps-retail 2.5 CPU and 4 GiB`, the largest first. */
  readonly parts: string;
}

/** @param servers those that are there, which may be fewer than all */
export function roomOf({ folders }: ClusterContents, { distribution, servers }: ClusterServers): Room {
  const reserve = systemReserves[distribution];
  const system = reserve && [
    reserve.once,
    ...servers.map(({ isControlPlane }) => (isControlPlane ? reserve.controlPlane : reserve.worker)),
  ];
  const layers = folders.map(({ objects, context }) => {
    const { once, perServer } = requestsOf(objects, context.category === "cni");
    return { name: context.layer, asked: sum([once, times(perServer, servers.length)]) };
  });
  const all = [...(system ? [{ name: distribution, asked: sum(system) }] : []), ...layers];
  return { has: sum(servers), asked: sum(all.map(({ asked }) => asked)), parts: listed(all, sum(servers)) };
}

export function isOverbooked({ has, asked }: Room): boolean {
  return asked.cpu > has.cpu || asked.memory > has.memory;
}

const SHOWN = 5;

function listed(all: readonly { readonly name: string; readonly asked: Capacity }[], has: Capacity): string {
  const share = ({ asked }: { readonly asked: Capacity }) => Math.max(asked.cpu / has.cpu, asked.memory / has.memory);
  const parts = all.filter((each) => share(each) > 0).sort((a, b) => share(b) - share(a));
  const rest = parts.slice(SHOWN);
  return [
    ...parts.slice(0, SHOWN).map(({ name, asked }) => `${name} ${capacityText(asked)}`),
    ...(rest.length > 0 ? [`${rest.length} others ${capacityText(sum(rest.map(({ asked }) => asked)))}`] : []),
  ].join(", ");
}
