/** What is done by hand to a node that leaves its cluster. */

import type { ByHandStep } from "../model/by-hand.ts";

/** @param at the cluster that has the node, as `ByHandStep.at` */
export function drainNode(at: string, node: string): ByHandStep {
  return {
    when: "before publishing",
    at,
    what: `Move the pods of ${node} away`,
    command: `kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data`,
  };
}

/**
 * @param at the cluster that has the node
 * @param effect what goes with it
 */
export function deleteNode(when: ByHandStep["when"], at: string, node: string, effect?: string): ByHandStep {
  return {
    when,
    at,
    what: `Delete the node of the old server ${node}${effect === undefined ? "" : `; ${effect}`}`,
    command: `kubectl delete node ${node}`,
  };
}
