/** What one pod uses of its namespace's quota (kubernetes pkg/quota/v1/evaluator/core/pods.go). */

import { field, mappings } from "../../model/json-fields.ts";
import { quantityValue } from "../../model/quantity.ts";
import type { PodSpec } from "../sec/pods.ts";
import { largest, total, type Usage } from "./usage.ts";

/** What a LimitRange writes into containers that say nothing themselves: quantities by resource. */
export interface ContainerDefaults {
  readonly requests: unknown;
  readonly limits: unknown;
}

/** Names of the resources in a quota; the short ones mean requests. */
const resources = [
  { part: "requests", name: "cpu", keys: ["cpu", "requests.cpu"] },
  { part: "requests", name: "memory", keys: ["memory", "requests.memory"] },
  { part: "limits", name: "cpu", keys: ["limits.cpu"] },
  { part: "limits", name: "memory", keys: ["limits.memory"] },
] as const;

/**
 * The containers together with those that start before them and stay, or else the largest of the first steps, each with
 * what stays beside it.
 */
export function podUsage(pod: PodSpec, defaults: ContainerDefaults): Usage {
  let beside: Usage = {};
  let first: Usage = {};
  for (const step of mappings(pod["initContainers"])) {
    const own = total([beside, containerUsage(step, defaults)]);
    first = largest(first, own);
    if (step["restartPolicy"] === "Always") beside = own;
  }
  const running = total([beside, ...mappings(pod["containers"]).map((each) => containerUsage(each, defaults))]);
  return { pods: 1, ...largest(first, running) };
}

function containerUsage(container: unknown, defaults: ContainerDefaults): Usage {
  const said = (part: "requests" | "limits", name: string) => field(container, "resources", part, name);
  const effective = (part: "requests" | "limits", name: string): unknown =>
    part === "limits"
      ? (said("limits", name) ?? field(defaults.limits, name))
      : // The API server takes a limit for the request before any LimitRange comes to it.
        (said("requests", name) ?? said("limits", name) ?? field(defaults.requests, name));
  return Object.fromEntries(
    resources.flatMap(({ part, name, keys }) => {
      const value = quantityValue(effective(part, name) ?? 0) ?? 0;
      return keys.map((key) => [key, value] as const);
    }),
  );
}
