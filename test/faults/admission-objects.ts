/** Manifests of what is tried at admission, as short functions of what differs. */

export const rbac = "rbac.authorization.k8s.io";
export const registry = "registry.panji.example";

export const container = (image: string, name = "c") =>
  `{ name: ${name}, image: "${image}", securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }`;
export const podSpec = (containers: string, rest = "") =>
  `{ securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }, containers: [${containers}]${rest} }`;
export const pod = (spec: string) => `apiVersion: v1
kind: Pod
metadata: { name: probe, namespace: retail }
spec: ${spec}
`;
const template = (spec: string) => `{ metadata: { labels: { a: b } }, spec: ${spec} }`;
export const deployment = (spec: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: probe, namespace: retail }
spec: { selector: { matchLabels: { a: b } }, template: ${template(spec)} }
`;
export const job = (spec: string) => `apiVersion: batch/v1
kind: Job
metadata: { name: probe, namespace: retail }
spec: { template: ${template(spec.replace(/ \}$/, ", restartPolicy: Never }"))} }
`;
export const cronJob = (spec: string) => `apiVersion: batch/v1
kind: CronJob
metadata: { name: probe, namespace: retail }
spec: { schedule: "0 3 * * *", jobTemplate: { spec: { template: ${template(spec.replace(/ \}$/, ", restartPolicy: Never }"))} } } }
`;
export const policy = (spec: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: probe, namespace: retail }
spec: { podSelector: {}, ${spec} }
`;
export const binding = (subject: string, role: string, namespace?: string) => `apiVersion: ${rbac}/v1
kind: ${namespace === undefined ? "ClusterRoleBinding" : "RoleBinding"}
metadata: { name: probe${namespace === undefined ? "" : `, namespace: ${namespace}`} }
roleRef: { apiGroup: ${rbac}, kind: ClusterRole, name: ${role} }
subjects: [${subject}]
`;
export const group = (name: string) => `{ apiGroup: ${rbac}, kind: Group, name: "${name}" }`;
export const user = (name: string) => `{ apiGroup: ${rbac}, kind: User, name: "${name}" }`;
export const account = (namespace: string, name: string) =>
  `{ kind: ServiceAccount, namespace: ${namespace}, name: ${name} }`;
export const clusterRole = (labels: string, rules: string, name = "probe") => `apiVersion: ${rbac}/v1
kind: ClusterRole
metadata: { name: ${name}, labels: ${labels} }
rules: ${rules}
`;
export const role = (rules: string) => `apiVersion: ${rbac}/v1
kind: Role
metadata: { name: probe, namespace: retail }
rules: ${rules}
`;

/** Servers that join with a bootstrap token of kubeadm. */
export const joining = group("system:bootstrappers:kubeadm:default-node-token");
export const service = (rest: string) => `apiVersion: v1
kind: Service
metadata: { name: probe, namespace: retail }
spec: { selector: { a: b }, ports: [{ port: 443 }]${rest} }
`;
export const withoutRules = (text: string) => text.replace(/^rules: .*\n/m, "");

export const own = podSpec(container(`${registry}/retail/checkout:2.4.1`));
export const running = (image: string) => podSpec(container(image));
export const ownPeers = policy("ingress: [{ from: [{ podSelector: {} }] }]");
export const raised = (to: string) => `{ ${rbac}/aggregate-to-${to}: "true" }`;
export const readers = clusterRole(
  raised("view"),
  "[{ apiGroups: [longhorn.io], resources: [volumes], verbs: [get, list] }]",
);
export const worker = role("[{ apiGroups: [apps], resources: [deployments], verbs: [get, patch] }]");
export const ownRights = binding(group("retail-team"), "edit", "retail");
