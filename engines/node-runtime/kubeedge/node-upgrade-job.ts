/** How servers that have joined get another KubeEdge. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { type KubeEdgeProvisioner, mirroredImage } from "../../../model/provisioner.ts";

/**
 * How long a server may take to bring the image and to start EdgeCore, in seconds. CloudCore counts it for those that wait for
 * their turn too, from the moment at which it saw the job (nodeupgradejob_handler.go at v1.23.1), and without a limit a server
 * that says nothing leaves the job unfinished for ever.
 */
const SERVER_SECONDS = 3600;

/** States in which servers run and are reached. Elsewhere the job would count them as failed, and never look again. */
const upgraded: ReadonlySet<string> = new Set(["active", "held"]);

/**
 * The upgrade of a site's servers, one after another; their pods run on meanwhile, and EdgeCore goes back by itself when it does not
 * start. A job runs once, on the servers that are Ready when CloudCore sees it, so each version has one of its own name. A
 * site has one, and not a zone: a server that is lost in the middle keeps its turn for ever, and others would wait behind it.
 */
export function nodeUpgradeJob(site: Site, provisioner: KubeEdgeProvisioner): readonly KubernetesObject[] {
  const { version, upgradesFrom, images } = provisioner;
  if (upgradesFrom === undefined || !upgraded.has(site.spec.state)) return [];
  return [
    {
      apiVersion: "operations.kubeedge.io/v1alpha2",
      kind: "NodeUpgradeJob",
      metadata: { name: `${site.name}-edgecore-${version.toLowerCase().replace(/[^a-z0-9]+/g, "-")}` },
      spec: {
        version,
        // EdgeCore adds the version itself, and has no default.
        image: repositoryOf(mirroredImage(site.registry, images.installationPackage)),
        labelSelector: { matchLabels: { "flotilla.dev/site": site.name } },
        concurrency: 1,
        timeoutSeconds: SERVER_SECONDS * site.hosts.length,
        // Four fifths of the disk may be in use; what CPU or memory do in the tenth of a second that is looked at says little.
        checkItems: ["disk"],
        failureTolerate: "0",
      },
    },
  ];
}

function repositoryOf(reference: string): string {
  return reference.slice(0, reference.lastIndexOf(":"));
}
