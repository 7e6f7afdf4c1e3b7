/** yurt-manager on the cluster that nodes join, by OpenYurt's own chart with every image written out. */

import type { HelmRelease } from "../../../model/manifest.ts";
import type { OpenYurtProvisioner, ProfileImage } from "../../../model/provisioner.ts";
import type { ParentCluster } from "../../engine.ts";

/** Its definitions name their conversion webhook there (charts/yurt-manager/crds at v1.7.0), and YurtHub looks for its settings there. */
export const NAMESPACE = "kube-system";

/** What is switched off. */
const OFF = [
  // Kubernetes' own one looks after nodes; both would.
  "nodelifecycle",
  // No node speaks for its pool. The last one writes a role that the chart makes.
  "hubleader",
  "hubleaderconfig",
  "hubleaderrbac",
] as const;

/**
 * yurt-manager gives its webhooks their certificate and takes out those that it has no handler for, such as the one for an
 * old version of PlatformAdmin that the chart still makes (pkg/yurtmanager/webhook/util/configuration at v1.7.0).
 */
const WRITTEN = ["Mutating", "Validating"].map((which) => ({
  group: "admissionregistration.k8s.io",
  kind: `${which}WebhookConfiguration`,
  name: `yurt-manager-${which.toLowerCase()}-webhook-configuration`,
  pointers: ["/webhooks"],
}));

/**
 * yurt-manager by the chart in OpenYurt's own repository, out of a mirror beside the fleet's repositories. Its own values take
 * `node-servant:latest` from Docker Hub, which would put another YurtHub onto each server that joins.
 */
export function yurtManagerRelease(parent: ParentCluster, { images, version }: OpenYurtProvisioner): HelmRelease {
  return {
    name: "yurt-manager",
    namespace: NAMESPACE,
    source: {
      kind: "git",
      url: `${parent.repositories}/mirrors/openyurt.git`,
      tag: version,
      path: "charts/yurt-manager",
    },
    values: {
      replicaCount: 1,
      image: imageOf(parent, images.yurtManager),
      nodeServant: { image: imageOf(parent, images.nodeServant) },
      controllers: [...OFF.map((name) => `-${name}`), "*"].join(","),
      leaderElectResourceName: "yurt-manager",
      log: { level: 2 },
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "1Gi" } },
    },
    written: WRITTEN,
  };
}

/** The chart joins the three with a slash and a colon. */
function imageOf({ registry }: ParentCluster, { name, tag }: ProfileImage) {
  const slash = name.lastIndexOf("/");
  const folder = slash < 0 ? registry : `${registry}/${name.slice(0, slash)}`;
  return { registry: folder, repository: name.slice(slash + 1), tag };
}
