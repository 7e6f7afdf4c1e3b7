import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import { defineLayer } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import { securedNamespace } from "./pod-security.ts";
import { addTenantNetworkPolicies } from "./tenant-network.ts";

/** What one tenant may ask for in one namespace, for each server of the site. */
const cpuPerServer = 2;
const memoryPerServer = 4;

/** The namespaces of every tenant, each with its limits, its owners' rights and closed to the network. */
export const tenants = defineLayer({
  name: "tenants",
  category: "addon",
  inputs: (site: Site, parameters: { readonly storage: string }) => ({
    tenants: site.region.fleet.spec.tenants.map(({ name, namespaces, owners }) => ({ name, namespaces, owners })),
    storage: parameters.storage,
    servers: site.hosts.length,
  }),
  render(scope, { tenants, storage, servers }) {
    for (const { name, namespaces, owners } of tenants) {
      for (const namespace of namespaces) {
        securedNamespace(scope, namespace, "restricted", { "flotilla.dev/tenant": name });
        addLimits(scope, namespace, storage, servers);
        addOwners(scope, namespace, owners);
        addTenantNetworkPolicies(scope, namespace);
      }
    }
  },
});

function addLimits(scope: Construct, namespace: string, storage: string, servers: number): void {
  new ApiObject(scope, `${namespace}-quota`, {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "tenant", namespace },
    spec: {
      hard: {
        "requests.cpu": String(cpuPerServer * servers),
        "requests.memory": `${memoryPerServer * servers}Gi`,
        "limits.memory": `${2 * memoryPerServer * servers}Gi`,
        "requests.storage": storage,
        pods: String(50 * servers),
        "services.nodeports": "0",
      },
    },
  });
  new ApiObject(scope, `${namespace}-limits`, {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "tenant", namespace },
    spec: {
      limits: [
        {
          type: "Container",
          defaultRequest: { cpu: "50m", memory: "64Mi" },
          default: { memory: "256Mi" },
        },
      ],
    },
  });
}

/**
 * Owners work with everything an app is made of. Roles, network policies and limits stay with the
 * platform: whoever may change those may leave the namespace.
 */
function addOwners(scope: Construct, namespace: string, owners: readonly string[]): void {
  const apiGroup = "rbac.authorization.k8s.io";
  const apiVersion = `${apiGroup}/v1`;
  new ApiObject(scope, `${namespace}-owner`, {
    apiVersion,
    kind: "Role",
    metadata: { name: "tenant-owner", namespace },
    rules: ownerRules,
  });
  new ApiObject(scope, `${namespace}-owners`, {
    apiVersion,
    kind: "RoleBinding",
    metadata: { name: "tenant-owners", namespace },
    roleRef: { apiGroup, kind: "Role", name: "tenant-owner" },
    subjects: owners.map((name) => ({ apiGroup, kind: "Group", name })),
  });
}

const read = ["get", "list", "watch"];
const write = [...read, "create", "update", "patch", "delete"];

const ownerRules = [
  { apiGroups: [""], resources: ["configmaps", "persistentvolumeclaims", "pods", "secrets", "services"], verbs: write },
  { apiGroups: ["apps"], resources: ["deployments", "statefulsets"], verbs: write },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: write },
  { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: write },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: write },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: write },
  { apiGroups: [""], resources: ["events", "limitranges", "pods/log", "resourcequotas"], verbs: read },
  { apiGroups: ["apps"], resources: ["replicasets"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: read },
];
