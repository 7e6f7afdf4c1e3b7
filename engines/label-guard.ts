/** Keeps a label on nodes by which an engine puts them into groups. */

import type { KubernetesObject } from "../model/manifest.ts";

export interface GuardedLabel {
  /** Of the policy. */
  readonly name: string;
  readonly label: string;
  /** What becomes of the zone without it, after "without it". */
  readonly loss: string;
  /** Whoever may take it off besides masters, by the name of the condition: their user. */
  readonly others: Readonly<Record<string, string>>;
}

/** The API server lets nobody take it off or change it but whoever breaks the glass, and those named. */
export function labelGuard({ name, label: key, loss, others }: GuardedLabel): readonly KubernetesObject[] {
  const apiVersion = "admissionregistration.k8s.io/v1";
  const label = `'${key}'`;
  const allowed = ["kubeadm:cluster-admins", "system:masters"].map((each) => `'${each}'`).join(", ");
  return [
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name },
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
          ...Object.entries(others).map(([condition, user]) => ({
            name: condition,
            expression: `request.userInfo.username != '${user}'`,
          })),
        ],
        validations: [
          {
            expression: `has(object.metadata.labels) && ${label} in object.metadata.labels && object.metadata.labels[${label}] == oldObject.metadata.labels[${label}]`,
            messageExpression: `'the label ${key} puts the server into zone ' + oldObject.metadata.labels[${label}] + ': without it ${loss}; retire the site instead'`,
            reason: "Forbidden",
          },
        ],
      },
    },
    {
      apiVersion,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec: { policyName: name, validationActions: ["Deny"] },
    },
  ];
}
