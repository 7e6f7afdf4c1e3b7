/** The first agent of a new cluster, as Cluster API applies it. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { mirroredImage, type ProfileImage } from "../../../model/provisioner.ts";
import type { AgentBootstrap } from "../../engine.ts";
import { manifestStream } from "../../manifest-stream.ts";
import { bootstrapObjects, chartInstaller } from "../bootstrap-agent.ts";
import type { LocalApi } from "../installer-pod.ts";
import { namespaceOf } from "./names.ts";

const NAME = "first-agent";

/**
 * What Cluster API puts into the new cluster, once: the Job that installs network and agent, with its
 * files. Later changes of this reach clusters that are made later; those that run look after
 * themselves. The Job runs on a control plane without a network of pods.
 *
 * @param installer image with `sh`, `helm` and `kubectl`
 * @param api where every control plane reaches the API server by a name in its certificate
 */
export function resourceSet(
  site: Site,
  installer: ProfileImage,
  api: LocalApi,
  bootstrap: AgentBootstrap,
): readonly KubernetesObject[] {
  const image = mirroredImage(site.registry, installer);
  const metadata = { name: NAME, namespace: namespaceOf(site) };
  const objects = [
    bootstrapObjects(manifestStream(bootstrap.objects)),
    ...chartInstaller(bootstrap.charts, image, api, bootstrap.reach),
  ];
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata, data: { "first-agent.yaml": manifestStream(objects) } },
    {
      apiVersion: "addons.cluster.x-k8s.io/v1beta2",
      kind: "ClusterResourceSet",
      metadata,
      spec: {
        // Every emitted object carries this label; the selector looks into the site's namespace alone.
        clusterSelector: { matchLabels: { "flotilla.dev/site": site.name } },
        resources: [{ kind: "ConfigMap", name: NAME }],
        strategy: "ApplyOnce",
      },
    },
  ];
}
