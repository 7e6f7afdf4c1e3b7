import type { Site } from "../../../constructs/site.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import { withPruneProtection } from "../../protection.ts";

/**
 * The nodes of a site as one group. Membership follows the label, so no list of nodes is kept; a node
 * may belong to one group only, which one label with one value grants.
 */
export function nodeGroup(site: Site): KubernetesObject {
  const group: KubernetesObject = {
    apiVersion: "apps.kubeedge.io/v1alpha1",
    kind: "NodeGroup",
    metadata: { name: site.name },
    spec: { matchLabels: { "flotilla.dev/site": site.name } },
  };
  return site.spec.state === "retired" ? group : withPruneProtection(group);
}
