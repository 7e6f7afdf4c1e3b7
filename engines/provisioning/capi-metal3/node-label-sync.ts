/** The labels of nodes that follow the file of a site while the servers run. */

import type { Host } from "../../../constructs/host.ts";
import type { Site } from "../../../constructs/site.ts";

/** cluster-api-provider-metal3 v1.13 controllers/metal3labelsync_controller.go: PrefixAnnotationKey. */
const PREFIXES = "metal3.io/metal3-label-sync-prefixes";

/**
 * CAPM3 makes the labels of a node below these domains equal to those of its BareMetalHost: others there would go, and
 * below these there are some of Kubernetes, Cluster API and Metal3.
 */
const FOREIGN = /(^|\.)(kubernetes\.io|k8s\.io|metal3\.io|flotilla\.dev|cilium\.io)$/;

/** The labels of a host below a domain of the fleet's own; all others a node has from its registration. */
export function syncedLabels({ labels }: Host): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => domainOf(key) !== undefined));
}

/** Annotations of the site's Metal3Cluster; none where no host has such a label. */
export function syncAnnotations({ hosts }: Site): { readonly annotations?: Readonly<Record<string, string>> } {
  const domains = hosts.flatMap(({ labels }) => Object.keys(labels).flatMap((key) => domainOf(key) ?? []));
  return domains.length === 0 ? {} : { annotations: { [PREFIXES]: [...new Set(domains)].sort().join(",") } };
}

function domainOf(key: string): string | undefined {
  const domain = key.slice(0, Math.max(key.indexOf("/"), 0));
  return domain === "" || FOREIGN.test(domain) ? undefined : domain;
}
