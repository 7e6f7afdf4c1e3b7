import { architectures } from "../../../model/zone-file.ts";
import type { Workload } from "./workload.ts";

/** Where the pods of a workload may and should run. */
export function scheduling({ spec, selector, nodeSelector, isRemote }: Workload) {
  const isPicky = architectures.some((each) => !spec.architectures.includes(each));
  return {
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(isPicky && { affinity: builtFor(spec.architectures) }),
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        // At a site with one server all pods share it.
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: selector },
      },
    ],
    ...(isRemote && { tolerations: remoteTolerations }),
  };
}

function builtFor(values: readonly string[]) {
  const matchExpressions = [{ key: "kubernetes.io/arch", operator: "In", values: [...values].sort() }];
  return {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  };
}

/**
 * Edge nodes may be fenced off from the hub's own work, and a cut line must not end the pods behind it:
 * the defaults of Kubernetes would evict them after five minutes.
 */
const remoteTolerations = [
  { key: "node-role.kubernetes.io/edge", operator: "Exists", effect: "NoSchedule" },
  { key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute" },
  { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute" },
];
