/** Keeps the label by which grids find their zones. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { GRID_KEY } from "./grid-key.ts";
import { NAMESPACE } from "./names.ts";

const NAME = "flotilla-superedge-zone";

/**
 * Taken off its last server, the label takes the zone's Deployments and StatefulSets with it within seconds, and no event
 * says so. Whoever breaks the glass may, and site-manager, which takes it off when a unit goes.
 */
export function labelGuard(): readonly KubernetesObject[] {
  const apiVersion = "admissionregistration.k8s.io/v1";
  const label = `'${GRID_KEY}'`;
  const allowed = ["kubeadm:cluster-admins", "system:masters"].map((each) => `'${each}'`).join(", ");
  return [
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: NAME },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [{ apiGroups: [""], apiVersions: ["*"], operations: ["UPDATE"], resources: ["nodes"] }],
        },
        matchConditions: [
          { name: "has-zone", expression: `has(oldObject.metadata.labels) && ${label} in oldObject.metadata.labels` },
          {
            name: "not-of-masters",
            expression: `!(has(request.userInfo.groups) && request.userInfo.groups.exists(g, g in [${allowed}]))`,
          },
          {
            name: "not-site-manager",
            expression: `request.userInfo.username != 'system:serviceaccount:${NAMESPACE}:site-manager'`,
          },
        ],
        validations: [
          {
            expression: `has(object.metadata.labels) && ${label} in object.metadata.labels && object.metadata.labels[${label}] == oldObject.metadata.labels[${label}]`,
            messageExpression: `'the label ${GRID_KEY} puts the server into zone ' + oldObject.metadata.labels[${label}] + ': without it the apps of the zone go; retire the site instead'`,
            reason: "Forbidden",
          },
        ],
      },
    },
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: NAME },
      spec: { policyName: NAME, validationActions: ["Deny"] },
    },
  ];
}
