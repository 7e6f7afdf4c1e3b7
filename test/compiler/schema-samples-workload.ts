import type { KubernetesObject } from "../../model/manifest.ts";

const labels = { app: "checkout", "flotilla.dev/site": "sz-nanshan-01" };
const here = (name: string) => ({ name, namespace: "retail", labels });

const podTemplate = (restartPolicy?: string) => ({
  metadata: { labels, annotations: { "flotilla.dev/config": "9f2c" } },
  spec: {
    ...(restartPolicy !== undefined && { restartPolicy }),
    serviceAccountName: "checkout",
    nodeSelector: { "flotilla.dev/site": "sz-nanshan-01" },
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    tolerations: [{ key: "node.kubernetes.io/unreachable", operator: "Exists", effect: "NoExecute" }],
    containers: [
      {
        name: "checkout",
        image: "registry.panji.example/retail/checkout:2.4.1",
        imagePullPolicy: "IfNotPresent",
        ports: [
          { name: "http", containerPort: 8080 },
          { name: "http-udp", containerPort: 8080, protocol: "UDP" },
        ],
        env: [
          { name: "LOG_LEVEL", valueFrom: { configMapKeyRef: { name: "checkout", key: "LOG_LEVEL" } } },
          { name: "ZONE", value: "shenzhen" },
        ],
        resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { cpu: 1, memory: "256Mi" } },
        readinessProbe: { httpGet: { path: "/ready", port: "http" }, periodSeconds: 10 },
        volumeMounts: [{ name: "data", mountPath: "/data" }],
      },
    ],
    volumes: [{ name: "data", emptyDir: { sizeLimit: "1Gi" } }],
  },
});

const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] }];
const rbac = "rbac.authorization.k8s.io";

export const WORKLOAD_SAMPLES: readonly KubernetesObject[] = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "retail", labels } },
  {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: here("checkout"),
    data: { LOG_LEVEL: "info", "app.yaml": "a: 1\n" },
  },
  { apiVersion: "v1", kind: "Secret", metadata: here("token"), type: "Opaque", data: { token: "YWJj" } },
  { apiVersion: "v1", kind: "ServiceAccount", metadata: here("checkout"), automountServiceAccountToken: false },
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: here("checkout"),
    spec: { type: "ClusterIP", selector: labels, ports: [{ name: "http", port: 80, targetPort: "http" }] },
  },
  {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: here("data"),
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } }, storageClassName: "local" },
  },
  {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: here("quota"),
    spec: { hard: { "requests.cpu": "4", pods: 20, "limits.memory": "8Gi" } },
  },
  {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: here("limits"),
    spec: { limits: [{ type: "Container", defaultRequest: { cpu: "100m" }, default: { cpu: "500m" } }] },
  },
  {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: here("checkout"),
    spec: {
      replicas: 2,
      revisionHistoryLimit: 3,
      selector: { matchLabels: { app: "checkout" } },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
      template: podTemplate(),
    },
  },
  {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: here("logs"),
    spec: { selector: { matchLabels: labels }, template: podTemplate() },
  },
  {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: here("store"),
    spec: {
      serviceName: "store",
      selector: { matchLabels: labels },
      template: podTemplate("Always"),
      volumeClaimTemplates: [
        {
          metadata: { name: "blocks" },
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
        },
      ],
    },
  },
  { apiVersion: "batch/v1", kind: "Job", metadata: here("migrate"), spec: { template: podTemplate("Never") } },
  {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: here("report"),
    spec: { schedule: "0 3 * * *", jobTemplate: { spec: { template: podTemplate("OnFailure") } } },
  },
  { apiVersion: `${rbac}/v1`, kind: "Role", metadata: here("system:checkout"), rules },
  { apiVersion: `${rbac}/v1`, kind: "ClusterRole", metadata: { name: "flotilla:reader" }, rules },
  {
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata: here("checkout"),
    roleRef: { apiGroup: rbac, kind: "Role", name: "system:checkout" },
    subjects: [{ kind: "ServiceAccount", name: "checkout", namespace: "retail" }],
  },
  {
    apiVersion: `${rbac}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: "flotilla:reader" },
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "flotilla:reader" },
    subjects: [{ kind: "Group", name: "retail-team", apiGroup: rbac }],
  },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: here("default-deny"),
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  },
  {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "local" },
    provisioner: "rancher.io/local-path",
    volumeBindingMode: "WaitForFirstConsumer",
    reclaimPolicy: "Delete",
  },
  {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name: "platform" },
    value: 1_000_000,
    globalDefault: false,
  },
  {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: here("checkout"),
    spec: { minAvailable: 1, selector: { matchLabels: labels } },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "sources" },
    spec: {
      failurePolicy: "Fail",
      matchConstraints: {
        resourceRules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["CREATE", "UPDATE"], resources: ["*"] }],
      },
      validations: [{ expression: "object.metadata.name != 'x'" }],
    },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "sources" },
    spec: { policyName: "sources", validationActions: ["Deny"] },
  },
];
