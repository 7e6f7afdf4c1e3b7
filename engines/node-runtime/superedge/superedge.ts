import type { KubernetesObject } from "../../../model/manifest.ts";
import type { Privileges } from "../../../model/privilege.ts";
import type { SuperEdgeProvisioner } from "../../../model/provisioner.ts";
import { tcp } from "../../../model/traffic.ts";
import type { Artifact } from "../../artifact.ts";
import type { NodeRuntimeEngine, RuntimeScope } from "../../engine.ts";
import { withPruneProtection } from "../../protection.ts";
import { apiPorts } from "../api-ports.ts";
import { gridController, siteManager } from "./controllers.ts";
import { definitions } from "./definitions.ts";
import { edgeHealth, nodeTaints } from "./edge-health.ts";
import { superEdgeExample } from "./example.ts";
import { superEdgeFieldChanges } from "./field-changes.ts";
import { superEdgeFields } from "./fields.ts";
import { gridAccess } from "./grid-access.ts";
import { GRID_KEY } from "./grid-key.ts";
import { FILES, hostFiles, joinScript } from "./join.ts";
import { superEdgeKinds } from "./kinds.ts";
import { zoneGuard } from "./label-guard.ts";
import { NAMESPACE } from "./names.ts";
import { pullsNothing, staticPodPulls } from "./pulls.ts";
import { zoneTraffic } from "./traffic.ts";
import { ROUTES, TUNNEL_PORT, tunnel } from "./tunnel.ts";
import { unitsOf } from "./units.ts";
import { unsupportedBySuperEdge } from "./unsupported.ts";

const privileged: Privileges = {
  admission: "refuses to take the label of its zone off a server, and takes the taint off one that its peers see alive",
  clusterRights: "makes Deployments, StatefulSets and Services out of grids in every namespace, and labels servers",
  hostNamespaces: "peers ask each other, the tunnel and kube-proxy work, on the network of the servers",
  hostPath: "reads the certificate of the cache of the API server, and the modules and the lock of iptables",
  hostPorts: "peers tell each other at port 51005 what they see",
  privileged: "kube-proxy writes the rules of the servers",
};

/**
 * SuperEdge 0.9: the servers of a site are nodes of the region's hub, each with a cache of the API server.
 *
 * Can: nodes that go on without the hub, also after a restart; peers of a zone that judge a node together; a Service
 * whose traffic stays in its zone; logs and exec through a tunnel. Cannot: a control plane in a zone (autonomy level L4; a
 * cluster site is that), pause a site that is held (nothing but its apps changes anyhow), nodes of the centre, names of
 * single pods of a StatefulSet. The project has been silent since February 2024; its controllers run on what Kubernetes
 * 1.35 serves, and what its programs get wrong is mended or fenced here, see docs/engines/superedge.md.
 */
export const superedge: NodeRuntimeEngine<SuperEdgeProvisioner> = {
  name: "superedge",
  kinds: superEdgeKinds,
  fields: superEdgeFields,
  fieldChanges: superEdgeFieldChanges,
  filePulls: { [FILES.pod]: staticPodPulls, [FILES.join]: pullsNothing, [FILES.tls]: pullsNothing },
  namespaces: [NAMESPACE],
  example: [superEdgeExample],
  unsupported: unsupportedBySuperEdge,
  hasServices: true,
  // What network of pods a server has, it was installed with.
  enforcesNetworkPolicies: false,
  ownLabels: [GRID_KEY],
  version: ({ version }) => version.replace(/^v/, ""),
  // Released for 1.20 and 1.22. EndpointSlices of version 1 came with 1.21; the newest is what test/e2e/superedge.test.ts runs on.
  kubernetes: ({ version }) => (version.startsWith("v0.9.") ? [22, 35] : undefined),
  traffic: (site) => [
    { from: "servers", to: "parent", ports: apiPorts(site), purpose: "joins, and gets its pods" },
    { from: "servers", to: "parent", ports: tcp(TUNNEL_PORT), purpose: "hands out logs and sessions through a tunnel" },
  ],
  onParent: privileged,
  lower: (scope, [settings]) => [platform(scope, settings), ...joining(scope)],
};

/** What all nodes share. Two settings in use are refused by `unsupported`, so the first are the only ones. */
function platform({ parent, sites }: RuntimeScope<SuperEdgeProvisioner>, settings: SuperEdgeProvisioner): Artifact {
  const { registry } = parent;
  const namespace: KubernetesObject = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: NAMESPACE, labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
  };
  const zones = [...new Set(sites.map(({ site }) => site.zone.name))];
  return {
    kind: "objects",
    audience: parent.ref,
    owner: parent.path,
    slot: { category: "runtime", layer: "superedge", privileged, awaited: true },
    objects: [
      withPruneProtection(namespace),
      ...definitions,
      ...zoneGuard,
      gridAccess(),
      ...gridController(registry, settings),
      ...siteManager(registry, settings),
      ...unitsOf(sites),
      ...edgeHealth(registry, settings, zones),
      ...nodeTaints(registry, settings),
      ...zoneTraffic(registry, settings),
      ...tunnel(registry, settings, new URL(parent.endpoint).hostname),
    ],
    ignored: ROUTES.map((name) => ({ group: "", kind: "ConfigMap", name, pointers: ["/data"] })),
  };
}

/** The way in for all servers of a zone, and what each server is given. */
function joining({ parent, sites }: RuntimeScope<SuperEdgeProvisioner>): readonly Artifact[] {
  const living = sites.filter(({ site }) => site.spec.state !== "retired");
  return [
    ...[...Map.groupBy(living, ({ site }) => site.zone)].map(([zone, own]) => joinScript(zone, own)),
    ...living.flatMap(({ site, settings }) => site.hosts.flatMap((host) => hostFiles(host, settings, parent))),
  ];
}
