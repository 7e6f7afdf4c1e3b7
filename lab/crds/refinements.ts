import type { SchemaNode } from "./json-schema.ts";
import { LABELS } from "./metadata.ts";

const PORT: SchemaNode = { minimum: 1, maximum: 65535 };
const OPTIONAL_PORT: SchemaNode = { minimum: 0, maximum: 65535 };
const PORT_OR_NAME: SchemaNode = { ...PORT, maxLength: 15, pattern: "^(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?$" };
const NOT_NEGATIVE: SchemaNode = { minimum: 0 };
const COUNT_OR_PERCENT: SchemaNode = { minimum: 0, pattern: "^[0-9]+%$" };
const SHORT_NAME: SchemaNode = { format: "k8s-short-name", maxLength: 63 };
const LONG_NAME: SchemaNode = { format: "k8s-long-name", maxLength: 253 };
const FILE_NAME: SchemaNode = { format: "k8s-config-key" };
const FILES: SchemaNode = { propertyNames: { format: "k8s-config-key" } };
const RESOURCES: SchemaNode = { propertyNames: { format: "k8s-container-resource" } };
const QUOTAS: SchemaNode = { propertyNames: { format: "k8s-quota-resource" } };
const LABEL_KEY: SchemaNode = { format: "k8s-label-key" };
const KEEPING: SchemaNode = { enum: ["Delete", "Retain"] };
const SOME: SchemaNode = { minItems: 1 };

/**
 * Checks that the API server makes in code and not in its OpenAPI description, by type and field
 * (Kubernetes v1.35 pkg/apis/<group>/validation): those that a generator of objects can get wrong.
 */
export const REFINEMENTS: Readonly<Record<string, Readonly<Record<string, SchemaNode>>>> = {
  "admissionregistration.v1.NamedRuleWithOperations": {
    apiGroups: SOME,
    apiVersions: SOME,
    resources: SOME,
    operations: { minItems: 1, items: { type: "string", enum: ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"] } },
  },
  "admissionregistration.v1.MatchResources": { resourceRules: SOME },
  "admissionregistration.v1.Validation": { expression: { minLength: 1 } },
  "admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec": { policyName: LONG_NAME, validationActions: SOME },
  "apps.v1.DeploymentSpec": { replicas: NOT_NEGATIVE, minReadySeconds: NOT_NEGATIVE },
  "apps.v1.RollingUpdateDaemonSet": { maxSurge: COUNT_OR_PERCENT, maxUnavailable: COUNT_OR_PERCENT },
  "apps.v1.RollingUpdateDeployment": { maxSurge: COUNT_OR_PERCENT, maxUnavailable: COUNT_OR_PERCENT },
  "apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy": { whenDeleted: KEEPING, whenScaled: KEEPING },
  "apps.v1.StatefulSetSpec": { replicas: NOT_NEGATIVE, serviceName: SHORT_NAME },
  "batch.v1.CronJobSpec": {
    schedule: { pattern: "^(?:@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every .+)|(?:\\S+ +){4}\\S+)$" },
  },
  "core.v1.ConfigMap": { data: FILES, binaryData: FILES },
  "core.v1.ConfigMapEnvSource": { name: LONG_NAME },
  "core.v1.ConfigMapKeySelector": { name: LONG_NAME, key: FILE_NAME },
  "core.v1.ConfigMapVolumeSource": { name: LONG_NAME },
  "core.v1.Container": { name: SHORT_NAME, image: { minLength: 1 } },
  "core.v1.ContainerPort": { containerPort: PORT, hostPort: OPTIONAL_PORT, name: { format: "k8s-port-name" } },
  "core.v1.EnvVar": { name: { minLength: 1 } },
  "core.v1.LimitRangeItem": {
    default: QUOTAS,
    defaultRequest: QUOTAS,
    max: QUOTAS,
    maxLimitRequestRatio: QUOTAS,
    min: QUOTAS,
    type: { enum: ["Container", "PersistentVolumeClaim", "Pod"] },
  },
  "core.v1.HTTPGetAction": { port: PORT_OR_NAME },
  "core.v1.NodeSelectorRequirement": { key: LABEL_KEY },
  "core.v1.PersistentVolumeClaimSpec": {
    accessModes: SOME,
    storageClassName: { pattern: "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$" },
  },
  "core.v1.PersistentVolumeClaimVolumeSource": { claimName: LONG_NAME },
  "core.v1.PodSpec": { nodeSelector: LABELS, containers: SOME, serviceAccountName: LONG_NAME },
  "core.v1.ResourceQuotaSpec": { hard: QUOTAS },
  "core.v1.ResourceRequirements": { limits: RESOURCES, requests: RESOURCES },
  "core.v1.Secret": { data: FILES, stringData: FILES },
  "core.v1.SecretEnvSource": { name: LONG_NAME },
  "core.v1.SecretKeySelector": { name: LONG_NAME, key: FILE_NAME },
  "core.v1.SecretVolumeSource": { secretName: LONG_NAME },
  "core.v1.ServicePort": { port: PORT, nodePort: OPTIONAL_PORT, name: SHORT_NAME, targetPort: PORT_OR_NAME },
  "core.v1.ServiceSpec": { selector: LABELS },
  "core.v1.TCPSocketAction": { port: PORT_OR_NAME },
  "core.v1.Toleration": { key: LABEL_KEY },
  "core.v1.Volume": { name: SHORT_NAME },
  "core.v1.VolumeMount": { mountPath: { minLength: 1 } },
  "core.v1.VolumeResourceRequirements": { requests: { required: ["storage"] } },
  "meta.v1.LabelSelector": { matchLabels: LABELS },
  "meta.v1.LabelSelectorRequirement": {
    key: LABEL_KEY,
    operator: { enum: ["DoesNotExist", "Exists", "In", "NotIn"] },
  },
  "networking.v1.IPBlock": { cidr: { format: "k8s-cidr" }, except: { items: { type: "string", format: "k8s-cidr" } } },
  "networking.v1.NetworkPolicySpec": { policyTypes: { maxItems: 2 } },
  "storage.v1.StorageClass": { provisioner: LABEL_KEY, reclaimPolicy: KEEPING },
  "policy.v1.PodDisruptionBudgetSpec": { maxUnavailable: COUNT_OR_PERCENT, minAvailable: COUNT_OR_PERCENT },
};

const SPEC: SchemaNode = { required: ["spec"] };
const NAME: SchemaNode = { required: ["name"] };

/** The same for a type as a whole: above all fields that the description leaves optional and the server asks for. */
export const WHOLE: Readonly<Record<string, SchemaNode>> = {
  "admissionregistration.v1.MatchResources": { required: ["resourceRules"] },
  "admissionregistration.v1.NamedRuleWithOperations": {
    required: ["apiGroups", "apiVersions", "operations", "resources"],
  },
  "admissionregistration.v1.ValidatingAdmissionPolicy": SPEC,
  "admissionregistration.v1.ValidatingAdmissionPolicyBinding": SPEC,
  "admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec": { required: ["policyName", "validationActions"] },
  "admissionregistration.v1.ValidatingAdmissionPolicySpec": { required: ["matchConstraints"] },
  "apps.v1.DaemonSet": SPEC,
  "apps.v1.Deployment": SPEC,
  "apps.v1.StatefulSet": SPEC,
  "batch.v1.CronJob": SPEC,
  "batch.v1.Job": SPEC,
  "batch.v1.JobTemplateSpec": SPEC,
  "core.v1.ConfigMapEnvSource": NAME,
  "core.v1.ConfigMapKeySelector": NAME,
  "core.v1.ConfigMapVolumeSource": NAME,
  "core.v1.Container": { required: ["image"] },
  "core.v1.EnvVarSource": { minProperties: 1, maxProperties: 1 },
  "core.v1.LimitRange": SPEC,
  "core.v1.PersistentVolume": SPEC,
  "core.v1.PersistentVolumeClaim": SPEC,
  "core.v1.PersistentVolumeClaimSpec": { required: ["accessModes", "resources"] },
  "core.v1.Pod": SPEC,
  "core.v1.PodTemplateSpec": SPEC,
  "core.v1.SecretEnvSource": NAME,
  "core.v1.SecretKeySelector": NAME,
  "core.v1.SecretVolumeSource": { required: ["secretName"] },
  "core.v1.Service": SPEC,
  "core.v1.VolumeResourceRequirements": { required: ["requests"] },
  "networking.v1.NetworkPolicyPeer": { minProperties: 1 },
  "policy.v1.PodDisruptionBudget": SPEC,
};
