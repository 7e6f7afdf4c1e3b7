import type { Site } from "../../../constructs/site.ts";
import { within } from "../../../model/source.ts";
import type { Gap } from "../../engine.ts";
import { gatewayGaps } from "../gateway-gaps.ts";
import { controlPlanes } from "../servers.ts";

/** What a site asks for that Cluster API, Metal3 and kubeadm cannot do. */
export function metal3Gaps(site: Site): readonly Gap[] {
  return [...gatewayGaps(site), ...virtualAddressGaps(site), ...managementGaps(site), ...mixedArchitectureGaps(site)];
}

/** One control plane needs the address too: it is in every certificate, and more servers may follow. */
function virtualAddressGaps(site: Site): readonly Gap[] {
  if (site.spec.network.vip !== undefined || controlPlanes(site).length !== 1) return [];
  return [
    {
      asked: "a Metal3 cluster without a virtual address for its API",
      alternative: "set network.vip to a free address of network.nodes",
      at: site.source && within(site.source, "network"),
    },
  ];
}

function managementGaps(site: Site): readonly Gap[] {
  return site.hosts
    .filter((host) => host.spec.bmc === undefined)
    .map((host) => ({
      asked: `host ${host.name} without a BMC, over which Metal3 installs it`,
      alternative: "set bmc, or pin a profile of the provisioner kairos, whose servers install themselves",
      at: host.source,
    }));
}

function mixedArchitectureGaps(site: Site): readonly Gap[] {
  const kinds = [...new Set(controlPlanes(site).map((host) => host.spec.arch))];
  if (kinds.length < 2) return [];
  return [
    {
      asked: `control planes of ${kinds.join(" and ")} in one cluster; a KubeadmControlPlane has one image`,
      alternative: "make the servers of one architecture workers, which may differ",
      at: site.source && within(site.source, "hosts"),
    },
  ];
}
