/** The rights of the centre's delivery in the control plane, given by a Job with the kubeconfig that the chart made. */

import type { KarmadaFederation } from "../../../model/federation.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { mirroredImage } from "../../../model/provisioner.ts";
import { contentHash } from "../../content-hash.ts";
import type { FederationScope } from "../../federation-engine.ts";
import { manifestStream } from "../../manifest-stream.ts";
import { restrictedContainer, restrictedPod } from "../../restricted-pod.ts";
import { KUBECONFIG, NAMESPACE } from "./names.ts";

const NAME = "karmada-delivery";

/**
 * Delivery acts in the control plane as an account, and not as whom its kubeconfig is of; a new control plane knows no
 * rights of that account, and nobody but the owner of the kubeconfig can give it some. The name carries a hash of what is
 * done: another content is another Job.
 */
export function deliveryRights(
  { centre, delivery }: FederationScope,
  { kubectl }: KarmadaFederation,
): readonly KubernetesObject[] {
  const subject = delivery.remoteAccess?.subject;
  if (!subject) return [];
  const apiGroup = "rbac.authorization.k8s.io";
  const binding: KubernetesObject = {
    apiVersion: `${apiGroup}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: subject.name },
    roleRef: { apiGroup, kind: "ClusterRole", name: "cluster-admin" },
    subjects: [{ ...subject }],
  };
  const data = { "rights.yaml": manifestStream([binding]) };
  const spec = jobSpec(mirroredImage(centre.registry, kubectl), data);
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: NAME, namespace: NAMESPACE }, data },
    {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: { name: `${NAME}-${contentHash(spec)}`, namespace: NAMESPACE },
      spec,
    },
  ];
}

/** It tries for hours: the control plane may still be coming up. */
function jobSpec(image: string, data: Readonly<Record<string, string>>) {
  return {
    backoffLimit: 30,
    template: {
      metadata: {
        labels: { "app.kubernetes.io/name": NAME },
        annotations: { "flotilla.dev/content": contentHash(data) },
      },
      spec: {
        restartPolicy: "OnFailure",
        automountServiceAccountToken: false,
        securityContext: restrictedPod,
        containers: [
          {
            name: "kubectl",
            image,
            imagePullPolicy: "IfNotPresent",
            command: [
              "kubectl",
              `--kubeconfig=/karmada/${KUBECONFIG.key}`,
              "apply",
              "--server-side",
              "--filename=/rights",
            ],
            env: [{ name: "HOME", value: "/tmp" }],
            resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "256Mi" } },
            securityContext: restrictedContainer,
            volumeMounts: [
              { name: "karmada", mountPath: "/karmada", readOnly: true },
              { name: "rights", mountPath: "/rights", readOnly: true },
              { name: "scratch", mountPath: "/tmp" },
            ],
          },
        ],
        volumes: [
          { name: "karmada", secret: { secretName: KUBECONFIG.secret } },
          { name: "rights", configMap: { name: NAME } },
          { name: "scratch", emptyDir: { sizeLimit: "16Mi" } },
        ],
      },
    },
  };
}
