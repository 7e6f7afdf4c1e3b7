import { architectures } from "../../../model/zone-file.ts";
import type { Workload } from "./workload.ts";

/** Where the pods of a workload may and should run. */
export function scheduling(workload: Workload) {
  const { selector, nodeSelector, isRemote } = workload;
  const matchExpressions = requirements(workload);
  return {
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(matchExpressions.length > 0 && {
      affinity: {
        nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
      },
    }),
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

/** What a label selector cannot say: one of several architectures, one of several sites. */
function requirements({ spec, sites }: Workload) {
  const isPicky = architectures.some((each) => !spec.architectures.includes(each));
  const oneOf = (key: string, values: readonly string[]) => ({ key, operator: "In", values: [...values].sort() });
  return [
    ...(isPicky ? [oneOf("kubernetes.io/arch", spec.architectures)] : []),
    ...(sites ? [oneOf("flotilla.dev/site", sites)] : []),
  ];
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
