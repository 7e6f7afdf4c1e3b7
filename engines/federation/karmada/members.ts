/** What the control plane knows of its members, and what their agents may do there. */

import type { Hub } from "../../../constructs/hub.ts";
import { retiredNamespacesOf, type TenantSpec } from "../../../model/fleet-file.ts";
import type { JsonObject } from "../../../model/json.ts";
import { stateLabel } from "../../../model/life-state.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { AGENTS, agentUser, CLUSTER_NAMESPACE, executionSpace, SKIP_PROPAGATION, SYSTEM } from "./names.ts";

const RBAC = "rbac.authorization.k8s.io";
const READ = ["get", "list", "watch"];

/**
 * What all members share. Namespaces of tenants are there for their apps alone: those on the hubs come from the hubs' own
 * repositories, with quotas and fences, and go with them.
 */
export function sharedObjects(tenants: readonly TenantSpec[]): readonly KubernetesObject[] {
  return [
    ...tenants.flatMap((tenant) => tenant.namespaces.map((name) => tenantNamespace(name, tenant))),
    clusterRole(AGENTS, [
      rule("cluster.karmada.io", ["clusters"], READ),
      rule(
        "config.karmada.io",
        ["resourceinterpreterwebhookconfigurations", "resourceinterpretercustomizations"],
        READ,
      ),
      rule("", ["namespaces"], ["get"]),
      rule("", ["services"], READ),
      rule("", ["events"], ["create", "patch", "update"]),
    ]),
    clusterBinding(AGENTS, { apiGroup: RBAC, kind: "Group", name: AGENTS }),
  ];
}

/**
 * A hub as a member, and its agent's rights. The agent finds the Cluster there and may change its status alone: it does not
 * register by itself, since one that is made without its ID would refuse it (pkg/util/cluster.go, validateCluster). Taints
 * are left out, because Karmada writes that list itself.
 */
export function memberObjects(hub: Hub): readonly KubernetesObject[] {
  const { region, membership, endpoint, facts } = hub;
  const { name } = region;
  const retired = hub.isLeaving && { [stateLabel]: "retired" };
  const zones = region.zones.map((zone) => zone.name);
  const role = `karmada-agent-${name}`;
  const space = executionSpace(name);
  const user = { apiGroup: RBAC, kind: "User", name: agentUser(name) };
  return [
    {
      apiVersion: "cluster.karmada.io/v1alpha1",
      kind: "Cluster",
      metadata: {
        name,
        labels: { "flotilla.dev/member": name, ...retired },
      },
      spec: {
        id: membership?.clusterId ?? "",
        syncMode: "Pull",
        apiEndpoint: endpoint,
        provider: facts.name,
        region: name,
        ...(zones.length > 0 && { zones }),
      },
    },
    namespace(space, { ...SYSTEM, ...retired }),
    clusterRole(role, [rule("cluster.karmada.io", ["clusters/status"], ["update", "patch"], [name])]),
    clusterBinding(role, user),
    {
      apiVersion: `${RBAC}/v1`,
      kind: "Role",
      metadata: { name: role, namespace: space },
      rules: [
        rule("work.karmada.io", ["works"], [...READ, "create", "update", "patch", "delete"]),
        rule("work.karmada.io", ["works/status"], ["update", "patch"]),
      ],
    },
    binding(role, space, "Role", role, user),
    ...leases(name, role, user),
  ];
}

/** Its lease says that a member lives (pkg/controllers/status, lease controller); nobody can make one for another member. */
function leases(name: string, role: string, user: JsonObject): readonly KubernetesObject[] {
  const lease = `${role}-lease`;
  return [
    {
      apiVersion: `${RBAC}/v1`,
      kind: "Role",
      metadata: { name: lease, namespace: CLUSTER_NAMESPACE },
      rules: [
        rule("coordination.k8s.io", ["leases"], ["get", "update"], [name]),
        // A name cannot be held to at creation.
        rule("coordination.k8s.io", ["leases"], ["create"]),
      ],
    },
    binding(lease, CLUSTER_NAMESPACE, "Role", lease, user),
  ];
}

function tenantNamespace(name: string, tenant: TenantSpec): KubernetesObject {
  const retired = retiredNamespacesOf(tenant).includes(name) && { [stateLabel]: "retired" };
  return namespace(name, { ...SKIP_PROPAGATION, "pod-security.kubernetes.io/enforce": "restricted", ...retired });
}

function namespace(name: string, labels: Readonly<Record<string, string>>): KubernetesObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

function rule(apiGroup: string, resources: readonly string[], verbs: readonly string[], names?: readonly string[]) {
  return {
    apiGroups: [apiGroup],
    resources: [...resources],
    verbs: [...verbs],
    ...(names && { resourceNames: [...names] }),
  };
}

function clusterRole(name: string, rules: readonly JsonObject[]): KubernetesObject {
  return { apiVersion: `${RBAC}/v1`, kind: "ClusterRole", metadata: { name }, rules: [...rules] };
}

function clusterBinding(name: string, subject: JsonObject): KubernetesObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name },
    subjects: [subject],
  };
}

function binding(name: string, namespace: string, kind: string, role: string, subject: JsonObject): KubernetesObject {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "RoleBinding",
    metadata: { name, namespace },
    roleRef: { apiGroup: RBAC, kind, name: role },
    subjects: [subject],
  };
}
