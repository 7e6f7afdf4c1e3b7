import { architectures } from "../../../model/zone-file.ts";
import { edgeToleration } from "../../edge-taint.ts";
import type { Workload } from "./workload.ts";

/** Where the pods of a workload may and should run. */
export function scheduling(workload: Workload) {
  const { selector, nodeSelector, isRemote } = workload;
  const matchExpressions = requirements(workload);
  const tolerations = [...(isRemote ? [edgeToleration] : []), ...lossTolerations(workload)];
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
    ...(tolerations.length > 0 && { tolerations }),
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
 * A cut line must not end the pods behind it: the defaults of Kubernetes would evict them after five minutes. What the app
 * says counts before that; without a limit a pod stays for ever.
 */
function lossTolerations({ spec: { onNodeLoss }, isRemote }: Workload) {
  if (onNodeLoss === undefined && !isRemote) return [];
  const limit = typeof onNodeLoss === "object" ? { tolerationSeconds: onNodeLoss.evictAfter } : {};
  return ["node.kubernetes.io/unreachable", "node.kubernetes.io/not-ready"].map((key) => ({
    key,
    operator: "Exists",
    effect: "NoExecute",
    ...limit,
  }));
}
