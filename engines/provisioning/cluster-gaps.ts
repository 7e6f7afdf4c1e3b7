import type { Site } from "../../constructs/site.ts";
import type { ProfileImage } from "../../model/provisioner.ts";
import { within } from "../../model/source.ts";
import type { Gap } from "../engine.ts";
import { nodeNetwork } from "./node-network.ts";
import { controlPlanes } from "./servers.ts";

/** What no provisioner of clusters with an etcd of their own can do. */
export function controlPlaneGaps(site: Site): readonly Gap[] {
  const count = controlPlanes(site).length;
  const gaps: Gap[] = [];
  const hosts = site.source && within(site.source, "hosts");
  if (count === 0) {
    gaps.push({
      asked: "a cluster without a control plane",
      alternative: "give one host, or three, role: control-plane",
      at: hosts,
    });
  } else if (count % 2 === 0) {
    gaps.push({
      asked: `${count} control planes: etcd with an even number of members stops no later than with one less`,
      alternative: `keep ${count - 1} as role: control-plane and make one a worker, or add a host`,
      at: hosts,
    });
  }
  if (count > 1 && site.spec.network.vip === undefined) {
    gaps.push({
      asked: `${count} control planes without a virtual address`,
      alternative: "set network.vip to a free address of network.nodes",
      at: site.source && within(site.source, "network"),
    });
  }
  return gaps;
}

/** Addresses of the site that collide with its router. */
export function gatewayGaps(site: Site): readonly Gap[] {
  const { gateway } = nodeNetwork(site);
  const { vip } = site.spec.network;
  const taken = site.hosts
    .filter((host) => host.spec.address === gateway)
    .map((host) => ({ user: `host ${host.name}`, at: host.source && within(host.source, "address") }));
  if (vip === gateway) taken.push({ user: "the vip", at: site.source && within(site.source, "network", "vip") });
  return taken.map(({ user, at }) => ({
    asked: `${user} at ${gateway}, where the servers look for their gateway`,
    alternative: "take another address, or name the gateway in the parameter gateway",
    at,
  }));
}

/** Hosts whose architecture an image of the provisioner is not built for. */
export function architectureGaps(site: Site, image: ProfileImage): readonly Gap[] {
  return site.hosts
    .filter((host) => !image.architectures.includes(host.spec.arch))
    .map((host) => ({
      asked: `image ${image.name}:${image.tag} on host ${host.name}, which is ${host.spec.arch}`,
      alternative: `pin a profile whose image is built for ${host.spec.arch}, or correct the host's arch`,
      at: host.source && within(host.source, "arch"),
    }));
}
