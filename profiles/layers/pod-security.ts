/** Namespaces that admit pods up to one level of the Pod Security Standards. */

import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";

/** Levels of the Pod Security Standards that a namespace enforces. */
export type PodSecurityLevel = "privileged" | "baseline" | "restricted";

/** A namespace that admits pods up to one level and no further. */
export function securedNamespace(
  scope: Construct,
  name: string,
  level: PodSecurityLevel,
  labels: Readonly<Record<string, string>> = {},
  annotations?: Readonly<Record<string, string>>,
): void {
  new ApiObject(scope, `namespace-${name}`, {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: {
      name,
      labels: { "pod-security.kubernetes.io/enforce": level, ...labels },
      ...(annotations && { annotations }),
    },
  });
}

/** Pod security context of the restricted level; the user is `nobody` unless the image needs its own. */
export function restrictedPod(user = 65534) {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    seccompProfile: { type: "RuntimeDefault" },
  };
}

/** Container security context of the restricted level. */
export const restrictedContainer = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  readOnlyRootFilesystem: true,
};
