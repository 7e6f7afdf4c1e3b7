/**
 * Keeps pods of the platform on the hub's own servers. KubeEdge gives its nodes this label and no
 * taint, so everything without it may land at a site.
 */
export const offEdge = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: "node-role.kubernetes.io/edge", operator: "DoesNotExist" }] }],
    },
  },
};
