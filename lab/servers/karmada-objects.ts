/** What Karmada's chart puts into its control plane, for one that runs on loopback. */

import type { KubernetesObject } from "../../model/manifest.ts";

const SYSTEM = "karmada-system";

/** The API server of the kind Cluster, behind the one that everybody asks. */
export function aggregation(port: number): readonly KubernetesObject[] {
  const name = "karmada-aggregated-apiserver";
  return [
    ...[SYSTEM, "karmada-cluster"].map(
      (namespace): KubernetesObject => ({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }),
    ),
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, namespace: SYSTEM },
      spec: { type: "ExternalName", externalName: "localhost" },
    },
    {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: "v1alpha1.cluster.karmada.io" },
      spec: {
        group: "cluster.karmada.io",
        version: "v1alpha1",
        groupPriorityMinimum: 2000,
        versionPriority: 10,
        insecureSkipTLSVerify: true,
        service: { name, namespace: SYSTEM, port },
      },
    },
  ];
}

interface Hook {
  readonly resource: string;
  readonly group: string;
  readonly path: string;
  readonly operations?: readonly string[];
}

const policy = "policy.karmada.io";
const mutating: readonly Hook[] = [
  { resource: "propagationpolicies", group: policy, path: "propagationpolicy" },
  { resource: "overridepolicies", group: policy, path: "overridepolicy" },
  { resource: "resourcebindings", group: "work.karmada.io", path: "resourcebinding", operations: ["CREATE"] },
  { resource: "works", group: "work.karmada.io", path: "work" },
];
const validating: readonly Hook[] = [
  { resource: "propagationpolicies", group: policy, path: "propagationpolicy" },
  { resource: "overridepolicies", group: policy, path: "overridepolicy" },
];

/** The webhooks that policies and what follows from them go through. @param authority PEM text */
export function admission(port: number, authority: string): readonly KubernetesObject[] {
  const webhook = (verb: string, { resource, group, path, operations = ["CREATE", "UPDATE"] }: Hook) => ({
    name: `${path}.karmada.io`,
    rules: [{ operations: [...operations], apiGroups: [group], apiVersions: ["*"], resources: [resource], scope: "*" }],
    clientConfig: {
      url: `https://127.0.0.1:${port}/${verb}-${path}`,
      caBundle: Buffer.from(authority).toString("base64"),
    },
    failurePolicy: "Fail",
    sideEffects: "None",
    admissionReviewVersions: ["v1"],
    timeoutSeconds: 5,
  });
  const configuration = (kind: string, name: string, verb: string, hooks: readonly Hook[]) => ({
    apiVersion: "admissionregistration.k8s.io/v1",
    kind,
    metadata: { name },
    webhooks: hooks.map((each) => webhook(verb, each)),
  });
  return [
    configuration("MutatingWebhookConfiguration", "mutating-config", "mutate", mutating),
    configuration("ValidatingWebhookConfiguration", "validating-config", "validate", validating),
  ];
}
