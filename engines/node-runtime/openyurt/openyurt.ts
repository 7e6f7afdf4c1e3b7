import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Privileges } from "../../../model/privilege.ts";
import type { OpenYurtProvisioner } from "../../../model/provisioner.ts";
import { tcp } from "../../../model/traffic.ts";
import type { Artifact } from "../../artifact.ts";
import type { NodeRuntimeEngine, RuntimeScope } from "../../engine.ts";
import { labelGuard } from "../../label-guard.ts";
import { apiPorts } from "../api-ports.ts";
import { openYurtExample } from "./example.ts";
import { openYurtFieldChanges } from "./field-changes.ts";
import { openYurtFields } from "./fields.ts";
import { joinScript } from "./join-script.ts";
import { nodePoolKinds } from "./kinds.ts";
import { JOIN_FILE, kubeadmJoinFile } from "./kubeadm-join.ts";
import { nodePool } from "./node-pool.ts";
import { POOL_LABEL } from "./pool-name.ts";
import { unsupportedByOpenYurt } from "./unsupported.ts";
import { yurtHubRights, yurtHubSettings } from "./yurt-hub.ts";
import { yurtManagerRelease } from "./yurt-manager.ts";

const privileged: Privileges = { all: "its Jobs put YurtHub onto servers as root; its chart's pods are not seen here" };

/**
 * OpenYurt 1.7: the servers of a site are ordinary nodes of the region's hub, and YurtHub on each of them answers out of its
 * cache while the line is cut.
 *
 * Can: a pool of nodes a zone, pods that stay while a node is out of reach, Services that stay in their zone. Cannot: a control
 * plane at the site, logs and exec over a line that only leads outwards (Raven, which tunnels, is not installed: the hub has a
 * way to its nodes or goes without), one node that speaks for its pool, pause a site that is held (nothing but its apps changes
 * anyhow). Joining is out of band, since its token lives for an hour.
 */
export const openyurt: NodeRuntimeEngine<OpenYurtProvisioner> = {
  name: "openyurt",
  kinds: nodePoolKinds,
  fields: openYurtFields,
  fieldChanges: openYurtFieldChanges,
  // What a server needs to join is part of its system; YurtHub comes in the image of the release's values.
  filePulls: { [JOIN_FILE]: () => [] },
  example: [openYurtExample],
  unsupported: unsupportedByOpenYurt,
  // The hub's kube-proxy runs on them.
  hasServices: true,
  // That depends on the network of the hub, which its operators chose: Flannel, which OpenYurt shows, does not.
  enforcesNetworkPolicies: false,
  ownLabels: [POOL_LABEL, "openyurt.io/is-edge-worker"],
  version: ({ version }) => version.replace(/^v/, ""),
  // Certified up to 1.34 (its README at v1.7.0); kubeadm reads what the servers join with since 1.31 (v1beta4).
  kubernetes: ({ version }) => (version.startsWith("v1.7.") ? [31, 34] : undefined),
  // The hub asks kubelets for logs and sessions itself (kubelet's port), as there is no tunnel.
  traffic: (site) => [
    { from: "servers", to: "parent", ports: apiPorts(site), purpose: "joins, and gets its pods" },
    { from: "parent", to: "servers", ports: tcp(10250), purpose: "asks for logs and sessions" },
  ],
  onParent: privileged,
  lower: (scope, [settings]) => [platform(scope, settings), yurtHubRights(scope.parent), ...zones(scope)],
};

/** What all nodes share. Two versions in use are refused by `unsupported`, so the first is the only one. */
function platform({ parent }: RuntimeScope<OpenYurtProvisioner>, settings: OpenYurtProvisioner): Artifact {
  return {
    kind: "objects",
    audience: parent.ref,
    owner: parent.path,
    slot: {
      category: "runtime",
      layer: "openyurt",
      privileged,
      awaited: true,
    },
    objects: [yurtHubSettings(settings), appSetRole, ...poolGuard],
    charts: [yurtManagerRelease(parent, settings)],
  };
}

/** Without it yurt-manager takes YurtHub off the server and starts all that runs there anew. */
const poolGuard = labelGuard({
  name: "flotilla-openyurt-pool",
  label: POOL_LABEL,
  loss: "the server loses YurtHub, all its containers start anew, and no pod of the zone comes back to it",
  others: {},
});

/** Tenants' accounts have Kubernetes' role `admin` in their namespaces, which knows nothing of kinds that came later. */
const appSetRole: KubernetesObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name: "yurtappset-admin", labels: { "rbac.authorization.k8s.io/aggregate-to-admin": "true" } },
  rules: [
    {
      apiGroups: ["apps.openyurt.io"],
      resources: ["yurtappsets"],
      verbs: ["get", "list", "watch", "create", "update", "patch", "delete"],
    },
  ],
};

/** The pool of each zone, and the way in for its servers. */
function zones({ parent, sites }: RuntimeScope<OpenYurtProvisioner>): readonly Artifact[] {
  return [...Map.groupBy(sites, ({ site }) => site.zone)].flatMap(([zone, own]): readonly Artifact[] => {
    const [{ settings }] = own as [(typeof own)[number]];
    const all = own.map(({ site }) => site);
    const hosts = all.filter(({ spec }) => spec.state !== "retired").flatMap((site) => site.hosts);
    return [
      {
        kind: "objects",
        audience: parent.ref,
        owner: zone.path,
        // Definitions and webhook must be there before.
        slot: { category: "app", layer: "node-pools", privileged: false, awaited: false },
        objects: [nodePool(zone, all, parent.ref, settings)],
      },
      ...(hosts.length > 0 ? [joinScript(zone, hosts)] : []),
      ...hosts.map((host) => kubeadmJoinFile(host, parent)),
    ];
  });
}
