/** Sites that leave their network to the plan, as a zone file has them. */

import { allocateRegion } from "../../../compiler/allocate/allocate-region.ts";
import { lockFindings } from "../../../compiler/allocate/lock-findings.ts";
import type { RegionAddresses } from "../../../compiler/allocate/region-addresses.ts";
import type { AddressLine } from "../../../model/address-lock-file.ts";
import { type NetworkPlanSpec, networkPlanSchema } from "../../../model/network-plan-file.ts";
import { type SiteFile, zoneFileSchema } from "../../../model/zone-file.ts";

const siteFile = zoneFileSchema.shape.sites.element;

/** A cluster site with so many servers; `fields` are as in the file. */
export function site(name: string, servers = 1, fields: Readonly<Record<string, unknown>> = {}): SiteFile {
  return siteFile.parse({
    name,
    kind: "cluster",
    profile: "edge-k3s@1.0.0",
    network: { nodes: "auto" },
    hosts: Array.from({ length: servers }, (_, index) => ({
      name: `${name}-${"abcdefgh"[index]}`,
      serial: `${name}${index}`,
      arch: "arm64",
      role: index === 0 ? "control-plane" : "worker",
      address: "auto",
      mac: "02:44:0c:00:00:01",
      disk: "auto",
    })),
    ...fields,
  });
}

export function plan(fields: Readonly<Record<string, unknown>> = {}): NetworkPlanSpec {
  return networkPlanSchema.parse({
    nodes: "10.44.128.0/20",
    size: 27,
    vlans: { from: 100, to: 400 },
    pods: "10.244.0.0/16",
    services: { from: "10.96.0.0/12", size: 20 },
    ...fields,
  });
}

export function region(sites: readonly SiteFile[], lines?: RegionAddresses["lines"], fields = {}): RegionAddresses {
  return { plan: plan(fields), sites, lines: lines ?? new Map() };
}

/** Lines after an allocation. */
export function allocated(addresses: RegionAddresses, ...move: readonly string[]): ReadonlyMap<string, AddressLine> {
  return allocateRegion(addresses, new Set(move)).lines;
}

/** Codes of what is left to be done. */
export function faults(addresses: RegionAddresses): readonly string[] {
  const places = { region: "guangdong", plan: "region.yaml", lock: "addresses.lock.yaml", siteOf: () => undefined };
  return lockFindings(addresses, places).map(({ code }) => code);
}
