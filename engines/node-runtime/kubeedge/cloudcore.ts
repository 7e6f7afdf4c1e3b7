/** CloudCore on the hub, by KubeEdge's own chart with every image written out. */

import type { JsonObject } from "../../../model/json.ts";
import type { HelmRelease, KubernetesObject } from "../../../model/manifest.ts";
import type { KubeEdgeProvisioner, ProfileImage } from "../../../model/provisioner.ts";
import type { ParentCluster, RuntimeSite } from "../../engine.ts";
import { PORTS, uplinkOf } from "./uplink.ts";

export const NAMESPACE = "kubeedge";

/**
 * CloudCore by the chart in KubeEdge's own repository, the only place it is published: a mirror of it
 * lies beside the fleet's repositories. Every image is written out, because the chart's values name
 * v1.23.0 at tag v1.23.1, which is without the fixes of CVE-2026-62371 and its companions. Controllers
 * are on: without them node groups and upgrade jobs are accepted and ignored.
 */
export function cloudCoreRelease(parent: ParentCluster, nodes: number, provisioner: KubeEdgeProvisioner): HelmRelease {
  const { registry, repositories } = parent;
  const { images, version } = provisioner;
  const cores = cloudCores(nodes);
  const image = ({ name, tag }: ProfileImage) => ({ repository: `${registry}/${name}`, tag });
  return {
    name: "cloudcore",
    namespace: NAMESPACE,
    source: {
      kind: "git",
      url: `${repositories}/mirrors/kubeedge.git`,
      tag: version,
      path: "manifests/charts/cloudcore",
    },
    values: {
      cloudCore: {
        ...(cores > 1 && { replicaCount: cores, affinity: apart }),
        hostNetWork: false,
        image: image(images.cloudcore),
        featureGates: { requireAuthorization: true },
        resources: resources(nodeLimit(nodes)),
        modules: {
          cloudHub: cloudHub(parent, nodes),
          cloudStream: { enable: true },
          dynamicController: { enable: true },
          router: { enable: false },
          taskManager: { enable: true },
        },
        service: service(),
      },
      iptablesManager: { enable: true, mode: "external", image: image(images.iptablesManager) },
      controllerManager: {
        enable: true,
        image: image(images.controllerManager),
        resources: controllerResources(nodeLimit(nodes)),
      },
      admission: { enable: false },
      mosquitto: { enable: false },
    },
  };
}

/**
 * CloudCore refuses to start without an advertised address and puts each into its certificate as an IP
 * address. A host name there makes a certificate that no client can read, so a hub with a name gets
 * the loopback address, which nobody dials, and its name under dnsNames.
 */
function cloudHub(parent: ParentCluster, nodes: number): JsonObject {
  const { host, isAddress } = uplinkOf(parent);
  return {
    advertiseAddress: [isAddress ? host : "127.0.0.1"],
    dnsNames: [isAddress ? `cloudcore.${NAMESPACE}.svc` : host],
    nodeLimit: String(nodeLimit(nodes)),
    websocket: { enable: true, port: 10000 },
    quic: { enable: false, port: 10001, maxIncomingStreams: "10000" },
    https: { enable: true },
  };
}

/** Servers of all sites, retired ones too: they are connected until they are taken out. */
export function nodeCount(sites: readonly Pick<RuntimeSite<unknown>, "site">[]): number {
  return sites.reduce((sum, { site }) => sum + site.hosts.length, 0);
}

/** What the chart puts onto pods of CloudCore. */
const LABELS = { "k8s-app": "kubeedge", kubeedge: "cloudcore" } as const;

/** One server that goes takes one of them along. */
const apart = {
  podAntiAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 100,
        podAffinityTerm: { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: LABELS } },
      },
    ],
  },
};

/** Servers that one CloudCore is made for: `nodeLimit` of its own defaults (KubeEdge api v1.23, cloudcore/v1alpha1/default.go). */
const CORE_NODES = 1000;

/**
 * How many CloudCores a hub has. Where one is not enough there is one more than the servers take, so that they all have a place
 * while one is away. They share the NodePorts, over which kube-proxy spreads the servers, and each has a port of its
 * own for the tunnels of those that reached it (NegotiateTunnelPort in cloudcore/app/server.go).
 */
export function cloudCores(nodes: number): number {
  const needed = nodeLimit(nodes) / CORE_NODES;
  return needed === 1 ? 1 : needed + 1;
}

/** Several of them lose one at a time when servers of the hub are drained. */
export function disruptionBudget(nodes: number): readonly KubernetesObject[] {
  if (cloudCores(nodes) === 1) return [];
  return [
    {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "cloudcore", namespace: NAMESPACE },
      spec: { maxUnavailable: 1, selector: { matchLabels: LABELS } },
    },
  ];
}

/**
 * In whole thousands with a fifth to spare, so that not every new node changes the release. Each of several CloudCores takes all
 * of them: when the others start anew, their servers come to it, and one over the limit is sent away.
 */
function nodeLimit(nodes: number): number {
  return Math.max(1, Math.ceil((nodes * 1.2) / 1000)) * 1000;
}

/**
 * The chart gives 200m and 1 GiB whatever the limit of nodes says. A thousand nodes more get half a core and a gibibyte
 * more: each is a connection with its own queue, and all come back at once after a cut line. Each of several CloudCores asks for
 * the share of the thousand that it is there for, and may take what all nodes need.
 */
function resources(limit: number): JsonObject {
  const thousands = limit / 1000;
  return {
    requests: { cpu: "250m", memory: "512Mi" },
    limits: { cpu: `${500 * (thousands + 1)}m`, memory: `${thousands + 1}Gi` },
  };
}

/**
 * The chart gives the controllers 50 MiB. They hold 60 MB with two nodes (test/e2e/kubeedge.test.ts), and every node, pod and
 * Deployment more in their caches; where they end, groups of nodes have no nodes and apps no pods.
 */
function controllerResources(limit: number): JsonObject {
  const thousands = limit / 1000;
  return {
    requests: { cpu: "50m", memory: `${64 + 64 * thousands}Mi` },
    limits: { cpu: "500m", memory: `${256 + 256 * thousands}Mi` },
  };
}

function service(): JsonObject {
  return {
    enable: true,
    type: "NodePort",
    cloudhubNodePort: String(PORTS.websocket),
    cloudhubQuicNodePort: String(PORTS.quic),
    cloudhubHttpsNodePort: String(PORTS.https),
    cloudstreamNodePort: String(PORTS.stream),
    tunnelNodePort: String(PORTS.tunnel),
  };
}
