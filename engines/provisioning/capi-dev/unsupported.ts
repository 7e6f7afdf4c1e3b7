/** What a site asks for that machines without hardware cannot give. */

import type { Site } from "../../../constructs/site.ts";
import type { CapiDevProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { PoolScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";

export function unsupportedByDev(
  { site }: Pick<PoolScope, "site">,
  { backend }: CapiDevProvisioner,
): readonly Unsupported[] {
  return backend.kind === "docker" ? [...mixedArchitectures(site), ...chosenAddress(site)] : [withoutPods(site)];
}

function withoutPods(site: Site): Unsupported {
  return {
    requested: "layers and apps in a cluster in memory, which runs no pods: nothing pulls the site's folders",
    alternative: "take the backend docker to run them, or go on to try clusters, machines and their rollouts alone",
    at: site.source,
    severity: "warning",
  };
}

function mixedArchitectures(site: Site): readonly Unsupported[] {
  const architectures = [...new Set(site.hosts.map((host) => host.spec.arch))];
  if (architectures.length < 2) return [];
  return [
    {
      requested: `servers of ${architectures.join(" and ")}; all containers of one Docker have its own architecture`,
      alternative: "give all hosts the architecture of the machine that runs Docker",
      at: site.source && within(site.source, "hosts"),
    },
  ];
}

function chosenAddress(site: Site): readonly Unsupported[] {
  const { vip } = site.spec.network;
  if (vip === undefined) return [];
  return [
    {
      requested: `the API at ${vip}; Docker chooses the address of the load balancer`,
      alternative: "read the address from the Cluster on the hub, or remove network.vip",
      at: site.source && within(site.source, "network", "vip"),
      severity: "warning",
    },
  ];
}
