/** Servers that leave their site: they are still in its file, and their machines and protection go. */

import type { Host } from "../../../constructs/host.ts";
import { listParameter } from "../../../constructs/host-parameters.ts";
import type { Site } from "../../../constructs/site.ts";
import { within } from "../../../model/source.ts";
import type { PoolScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { workersIn } from "../servers.ts";
import { workersName } from "./names.ts";

const PARAMETER = "releasedHosts";

/** Named in the site's parameter `releasedHosts`. */
export function isReleased({ site, name }: Host): boolean {
  return listParameter(site, PARAMETER).includes(name);
}

/** Control planes that the site keeps. */
export function stayingControlPlanes(site: Site): readonly Host[] {
  return site.controlPlanes.filter((host) => !isReleased(host));
}

export function stayingWorkers(of: Pick<Site, "hosts">): readonly Host[] {
  return workersIn(of).filter((host) => !isReleased(host));
}

/** Names of the MachineDeployments whose last worker is released: they may be pruned, and nothing else of the cluster. */
export function releasedDeployments({ site, pool }: Pick<PoolScope, "site" | "pool">): readonly string[] {
  const staying = new Set(stayingWorkers(pool).map(({ spec }) => spec.arch));
  const going = new Set(workersIn(pool).map(({ spec }) => spec.arch));
  return [...going].filter((arch) => !staying.has(arch)).map((arch) => workersName(site, pool, arch));
}

/** Releases that leave no cluster behind, or one that KubeadmControlPlane refuses; names of nobody. */
export function unsupportedReleases(site: Site): readonly Unsupported[] {
  const at = site.source && within(site.source, "parameters", PARAMETER);
  const names = new Set(site.hosts.map(({ name }) => name));
  const unknown = listParameter(site, PARAMETER).filter((name) => !names.has(name));
  const [before, after] = [site.controlPlanes.length, stayingControlPlanes(site).length];
  return [
    ...unknown.map((name) => ({
      requested: `the release of ${name}, which is no host of the site`,
      alternative: "release a host by its name, or take the name out once the host is gone",
      at,
    })),
    ...(before !== after && after % 2 === 0
      ? [
          {
            requested: `${after} of ${before} control planes after a release; etcd counts majorities, and KubeadmControlPlane takes odd numbers only`,
            alternative:
              "release as many that one or three stay, or add the new server first and release after it has joined",
            at,
          },
        ]
      : []),
  ];
}
