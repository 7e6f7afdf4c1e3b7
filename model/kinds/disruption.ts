/** What people have to expect of a change, in the words of a plan. */

import type { Effect } from "./facts.ts";

/** The worst first; `unknown` is never shown as harmless. */
export const disruptions = [
  "data loss possible",
  "refused by the cluster",
  "reinstall by hand",
  "rolling replacement",
  "reboot",
  "drain",
  "unknown",
  "stop",
  "restart",
  "none",
] as const;
export type Disruption = (typeof disruptions)[number];

export const disruptionOf: Readonly<Record<Effect, Disruption>> = {
  deletes: "data loss possible",
  refused: "refused by the cluster",
  reinstalls: "reinstall by hand",
  "replaces nodes": "rolling replacement",
  reboots: "reboot",
  drains: "drain",
  unknown: "unknown",
  "stops pods": "stop",
  "restarts pods": "restart",
  // Nobody installs a server again by themselves because its file differs.
  "at installation": "none",
  orphans: "none",
  removes: "none",
  "no restart": "none",
};
