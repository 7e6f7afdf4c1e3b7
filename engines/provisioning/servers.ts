import type { Host } from "../../constructs/host.ts";
import type { Site } from "../../constructs/site.ts";

/** Hosts with the role, in the order of the site's file. */
export function controlPlanes(site: Site): readonly Host[] {
  return site.hosts.filter((host) => host.spec.role === "control-plane");
}

export function workers(site: Site): readonly Host[] {
  return site.hosts.filter((host) => host.spec.role === "worker");
}
