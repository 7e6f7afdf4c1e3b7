/** What passes admission or not by who writes it: the platform, kubeadm or a tenant. */

import {
  binding,
  clusterRole,
  group,
  joining,
  ownPeers,
  ownRights,
  raised,
  user,
  worker,
} from "./admission-objects.ts";

/** What the platform writes into a tenant's namespace, and nobody of the tenant. */
export const fenceCases: readonly { readonly title: string; readonly text: string }[] = [
  { title: "a network policy", text: ownPeers },
  {
    title: "a quota",
    text: `apiVersion: v1
kind: ResourceQuota
metadata: { name: probe, namespace: retail }
spec: { hard: { pods: "1" } }
`,
  },
  {
    title: "a range of limits",
    text: `apiVersion: v1
kind: LimitRange
metadata: { name: probe, namespace: retail }
spec: { limits: [{ type: Container, default: { memory: 1Gi } }] }
`,
  },
  { title: "a role", text: worker },
  { title: "a binding", text: ownRights },
  {
    title: "a service account",
    text: `apiVersion: v1
kind: ServiceAccount
metadata: { name: probe, namespace: retail }
`,
  },
  {
    title: "a reference to the secret store",
    text: `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: probe, namespace: retail }
spec: { secretStoreRef: { kind: ClusterSecretStore, name: fleet }, data: [{ secretKey: a, remoteRef: { key: telco/a } }] }
`,
  },
];

/**
 * What kubeadm creates with its admin.conf, whether it is there already or not: phases bootstrap-token, upload-config
 * and upload-certs, which `kubeadm upgrade apply` and a control plane that is mended run again
 * (cmd/kubeadm/app/phases, v1.34). They were refused as bindings to Kubernetes' own groups.
 */
export const kubeadmCases: readonly { readonly title: string; readonly text: string }[] = [
  ...(
    [
      ["kubeadm:bootstrap-signer-clusterinfo", "kube-public", user("system:anonymous")],
      ["kubeadm:kubeadm-certs", "kube-system", joining],
      ["kubeadm:kubelet-config", "kube-system", `${group("system:nodes")}, ${joining}`],
      ["kubeadm:nodes-kubeadm-config", "kube-system", `${joining}, ${group("system:nodes")}`],
      ["kubeadm:get-nodes", undefined, joining],
      ["kubeadm:kubelet-bootstrap", undefined, joining],
      ["kubeadm:node-autoapprove-bootstrap", undefined, joining],
      ["kubeadm:node-autoapprove-certificate-rotation", undefined, group("system:nodes")],
    ] as const
  ).map(([name, namespace, subjects]) => ({
    title: `the binding ${name}`,
    text: binding(subjects, "view", namespace).replace("name: probe", `name: "${name}"`),
  })),
  {
    title: "a role of Kubernetes' own",
    text: clusterRole(raised("view"), "[{ apiGroups: [''], resources: [secrets], verbs: [get] }]"),
  },
];
