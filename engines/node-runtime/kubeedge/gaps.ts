import type { Site } from "../../../constructs/site.ts";
import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { Gap } from "../../engine.ts";
import { architectureGaps } from "../../provisioning/cluster-gaps.ts";
import { controlPlanes } from "../../provisioning/servers.ts";

/** What a site asks for that nodes of a hub cannot be. */
export function kubeEdgeGaps(site: Site, { images }: KubeEdgeProvisioner): readonly Gap[] {
  const gaps: Gap[] = controlPlanes(site).map((host) => ({
    asked: `host ${host.name} as a control plane, while its site is part of the hub's cluster`,
    alternative: "give it role: worker, or pin a profile of kind cluster",
    at: host.source && within(host.source, "role"),
  }));
  if (site.spec.network.vip !== undefined) {
    gaps.push({
      asked: "a virtual address at a site without an API server of its own",
      alternative: "leave network.vip out",
      at: site.source && within(site.source, "network", "vip"),
    });
  }
  return [...gaps, ...architectureGaps(site, images.pause)];
}
