import type { z } from "zod";
import { formatAddress } from "../../model/network.ts";
import type { siteSchema } from "../../model/zone-file.ts";
import type { Province } from "./provinces.ts";
import type { Random } from "./random.ts";
import { type SiteShape, TRAITS } from "./site-shape.ts";

/** A site as its file writes it, before defaults. */
export type SiteInput = z.input<typeof siteSchema>;

/** Where a site is; every number counts from 0. */
export interface SitePosition {
  readonly province: Province;
  readonly region: number;
  readonly zone: number;
  /** Within its zone. */
  readonly site: number;
  /** First address of its node network, a /26. */
  readonly network: number;
  /** Address of the management controller of its first host; the next ones lie below. */
  readonly controller: number;
  /** Number of its first host in the fleet. */
  readonly host: number;
}

/** Apart from these four, sites are active, so that nearly all of a fleet is emitted. */
const OTHER_STATES = ["shipped", "held", "offline"] as const;
const CUSTOMERS = ["metro", "county", "county", "mall"] as const;
const VIP = 10;
const FIRST_HOST = 11;
const FIRST_VLAN = 100;

export function siteSpec(shape: SiteShape, position: SitePosition, random: Random): SiteInput {
  const { kind, profile, managed } = TRAITS[shape.type];
  const name = `${position.province.letters}-${number(position.zone, 3)}-${number(position.site, 2)}`;
  const arch = random.below(3) === 0 ? "arm64" : "amd64";
  const cluster = kind === "cluster" && {
    pods: "100.64.0.0/16",
    services: "172.20.0.0/16",
    vip: formatAddress(position.network + VIP),
  };
  return {
    name,
    kind,
    profile,
    state: random.below(50) === 0 ? random.pick(OTHER_STATES) : "active",
    network: { nodes: `${formatAddress(position.network)}/26`, ...cluster, vlan: FIRST_VLAN + position.site },
    labels: { customer: position.zone + position.site === 0 ? "metro" : random.pick(CUSTOMERS) },
    ...(shape.type === "k3s" && random.below(4) === 0 && { parameters: { storage: `${1 + random.below(4)}00Gi` } }),
    hosts: shape.roles.map((role, index) => ({
      name: `${name}-${"abcdefgh"[index]}`,
      machineId: machineId(position.host + index, random),
      arch,
      role,
      address: formatAddress(position.network + FIRST_HOST + index),
      mac: mac(position, index),
      ...(managed && {
        bmc: `redfish-virtualmedia://${formatAddress(position.controller - index)}/redfish/v1/Systems/1`,
      }),
      disk: "/dev/disk/by-id/nvme-a",
      ...(managed && { devices: ["sriov" as const, "ptp" as const] }),
    })),
  };
}

function number(index: number, digits: number): string {
  return String(index + 1).padStart(digits, "0");
}

/** A UUID of version 4 whose last group is the number of the host in the fleet: no two can be equal. */
function machineId(host: number, random: Random): string {
  const variant = random.pick(["8", "9", "a", "b"]);
  return `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-${variant}${random.hex(3)}-${hex(host, 12)}`;
}

/** Locally administered: region, zone in two bytes, site, host. */
function mac({ region, zone, site }: SitePosition, host: number): string {
  const digits = hex(region, 2) + hex(zone, 4) + hex(site, 2) + hex(host, 2);
  return `02:${digits.match(/../g)?.join(":")}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}
