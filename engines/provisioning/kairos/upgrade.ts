/** How the servers of a Kairos site get another OS image. */

import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { type KairosProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import { contentHash } from "../../content-hash.ts";

/** Namespace in the operator's own manifests (kairos-io/kairos-operator config/default). */
export const OPERATOR_NAMESPACE = "operator-system";

/**
 * The upgrade of a site's servers to the profile's OS image. A NodeOpUpgrade runs once and never again,
 * so each has a name of its own; servers that have the version already are skipped. Every field with an
 * unsafe default is written out: without a selector it takes all nodes, with concurrency 0 all at once.
 *
 * A lone server must not stay cordoned after a failure (kairos-io/kairos issue 4108); of several the
 * failed one stays so, and no further one is touched, until somebody has looked at it.
 */
export function osUpgrade(site: Site, provisioner: KairosProvisioner): KubernetesObject {
  const { os, concurrency, operatorNamespace = OPERATOR_NAMESPACE } = provisioner;
  const spec = {
    nodeSelector: { matchLabels: { "flotilla.dev/site": site.name } },
    image: mirroredImage(site.registry, os),
    concurrency,
    stopOnFailure: true,
    uncordonOnFailure: site.hosts.length === 1,
    upgradeActive: true,
    upgradeRecovery: false,
    force: false,
  };
  return {
    apiVersion: "operator.kairos.io/v1alpha1",
    kind: "NodeOpUpgrade",
    metadata: { name: `os-${version(os.tag)}-${contentHash(spec)}`, namespace: operatorNamespace },
    spec,
  };
}

/** The first version triple in the tag as part of a name: `v3.5.0` becomes `3-5-0`. */
function version(tag: string): string {
  const triple = /\d+\.\d+\.\d+/.exec(tag)?.[0] ?? tag;
  return triple
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 30)
    .replace(/^-|-$/g, "");
}
