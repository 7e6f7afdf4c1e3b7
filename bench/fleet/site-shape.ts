/** What kind of site is generated, before it has a position. */

import type { Random } from "./random.ts";

/** Which profile a site runs; the keys of a mix. */
export const SITE_TYPES = ["k3s", "metal", "kubeedge", "minimal"] as const;
export type SiteType = (typeof SITE_TYPES)[number];

type Role = "control-plane" | "worker";

/** What sites of one type have in common. */
export interface TypeTraits {
  readonly kind: "cluster" | "nodes";
  readonly profile: string;
  /** Whether its hosts have a management controller. */
  readonly managed: boolean;
  /** Roles of the hosts, one list a possible site: control planes are one or three, never two. */
  readonly roles: readonly [readonly Role[], ...(readonly Role[])[]];
}

const one: Role = "control-plane";
const worker: Role = "worker";

export const TRAITS: Readonly<Record<SiteType, TypeTraits>> = {
  k3s: {
    kind: "cluster",
    profile: "edge-k3s@1.0.0",
    managed: false,
    roles: [[one], [one], [one, worker], [one, one, one]],
  },
  metal: {
    kind: "cluster",
    profile: "edge-metal@1.0.0",
    managed: true,
    roles: [
      [one, one, one],
      [one, one, one, worker],
    ],
  },
  kubeedge: {
    kind: "nodes",
    profile: "edge-kubeedge@1.0.0",
    managed: false,
    roles: [[worker], [worker, worker], [worker, worker, worker]],
  },
  minimal: {
    kind: "cluster",
    profile: "edge-minimal@1.0.0",
    managed: false,
    roles: [[one], [one], [one, worker], [one, one, one]],
  },
};

/** A site before it has a position. */
export interface SiteShape {
  readonly type: SiteType;
  readonly roles: readonly Role[];
}

export function siteShape(type: SiteType, random: Random): SiteShape {
  return { type, roles: random.pick(TRAITS[type].roles) };
}
