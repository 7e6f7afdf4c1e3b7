/** The kubeconfig of another API server, where Flux takes it from: a Secret beside it, with the key `value`. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import type { RemoteApi } from "../../artifact.ts";
import { NAMESPACE } from "./names.ts";

/** Name of the Secret, and of what makes it. */
export function remoteSecret(remote: string): string {
  return `${remote}-kubeconfig`;
}

/**
 * External Secrets copies the Secret from the namespace of whoever made it, with an account that may read it alone: so the
 * credentials never leave the cluster, and follow a new certificate within the hour.
 */
export function remoteAccess({ name, kubeconfig }: RemoteApi): readonly KubernetesObject[] {
  const own = remoteSecret(name);
  const { namespace, secret, key } = kubeconfig;
  const apiGroup = "rbac.authorization.k8s.io";
  return [
    { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: own, namespace: NAMESPACE } },
    {
      apiVersion: `${apiGroup}/v1`,
      kind: "Role",
      metadata: { name: own, namespace },
      rules: [{ apiGroups: [""], resources: ["secrets"], resourceNames: [secret], verbs: ["get"] }],
    },
    {
      apiVersion: `${apiGroup}/v1`,
      kind: "RoleBinding",
      metadata: { name: own, namespace },
      roleRef: { apiGroup, kind: "Role", name: own },
      subjects: [{ kind: "ServiceAccount", name: own, namespace: NAMESPACE }],
    },
    {
      apiVersion: "external-secrets.io/v1",
      kind: "SecretStore",
      metadata: { name: own, namespace: NAMESPACE },
      spec: {
        provider: {
          kubernetes: {
            remoteNamespace: namespace,
            server: { caProvider: { type: "ConfigMap", name: "kube-root-ca.crt", key: "ca.crt" } },
            auth: { serviceAccount: { name: own } },
          },
        },
      },
    },
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: { name: own, namespace: NAMESPACE },
      spec: {
        refreshInterval: "1h",
        secretStoreRef: { kind: "SecretStore", name: own },
        target: { name: own, creationPolicy: "Owner" },
        data: [{ secretKey: "value", remoteRef: { key: secret, property: key } }],
      },
    },
  ];
}
