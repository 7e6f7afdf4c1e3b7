/** What control planes by Cluster API and kubeadm need, whatever they run on. */

import type { Site } from "../../../constructs/site.ts";
import { within } from "../../../model/source.ts";
import type { Unsupported } from "../../unsupported.ts";

/**
 * One control plane needs the address too: it is in every certificate, and more servers may follow.
 *
 * @param what `a Metal3 cluster`
 */
export function missingAddress(site: Site, what: string): readonly Unsupported[] {
  if (site.spec.network.vip !== undefined || site.controlPlanes.length !== 1) return [];
  return [
    {
      requested: `${what} without a virtual address for its API`,
      alternative: "set network.vip to a free address of network.nodes",
      at: site.source && within(site.source, "network"),
    },
  ];
}

export function mixedControlPlanes(site: Site): readonly Unsupported[] {
  const kinds = [...new Set(site.controlPlanes.map((host) => host.spec.arch))];
  if (kinds.length < 2) return [];
  return [
    {
      requested: `control planes of ${kinds.join(" and ")} in one cluster; a KubeadmControlPlane has one image`,
      alternative: "make the servers of one architecture workers, which may differ",
      at: site.source && within(site.source, "hosts"),
    },
  ];
}
