/** How servers of sites that are nodes of a parent cluster keep off what is not meant for them. */

import type { TaintSpec } from "../model/zone-file.ts";

/** The role of such a node: a label and the key of its taint. */
export const EDGE_ROLE = "node-role.kubernetes.io/edge";

/** Counts at registration: such nodes are empty and would draw the parent's own pods. */
export const EDGE_TAINT = { key: EDGE_ROLE, effect: "NoSchedule" } as const;

/** Of pods that are meant for such nodes. */
export const edgeToleration = { key: EDGE_ROLE, operator: "Exists", effect: "NoSchedule" } as const;

/** A taint as Kubernetes has it: one without a value has no such key. */
export function taintEntry({ key, value, effect }: Taint) {
  return { key, ...(value !== undefined && { value }), effect };
}

/** That of the fleet's own, or one of an engine. */
export type Taint = Pick<TaintSpec, "key" | "effect"> & { readonly value?: string | undefined };
