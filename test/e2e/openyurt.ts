/** A province whose servers are nodes of its hub in pools of OpenYurt, with one app in them. */

import type { AppFile } from "../evolution/entries.ts";
import { app, nodes, zone } from "../evolution/entries.ts";
import { FleetData } from "../evolution/fleet.ts";

/** Each with one site of one server: `sz-mall-01-a` and the like. */
const ZONES = { dongguan: "dg-mall-01", shenzhen: "sz-mall-01" } as const;

export const shop: Partial<AppFile> = {
  placement: "openyurt",
  replicas: 1,
  select: { regions: ["guangdong"], zones: ["dongguan", "foshan", "shenzhen"] },
  secrets: [{ name: "TOKEN", from: "retail/shop", property: "token" }],
  volumes: [{ name: "settings", path: "/etc/shop", files: { "shop.yaml": "open: true\n" } }],
  zones: { shenzhen: { replicas: 2, config: { LOG_LEVEL: "debug" } } },
};

/** @param fields of the app `shop` that are different */
export function yurtFleet(fields: Partial<AppFile> = {}): FleetData {
  const fleet = new FleetData();
  fleet.apps.splice(0);
  fleet.zones.splice(0);
  fleet.regions.splice(1);
  for (const [name, site] of Object.entries(ZONES)) fleet.zones.push(yurtZone(name, site));
  fleet.apps.push(app("retail", "shop", { ...shop, ...fields }));
  return fleet;
}

const blocks: Readonly<Record<string, string>> = { dongguan: "10.44.1", shenzhen: "10.44.2", foshan: "10.44.3" };

/** A zone with one site of one server. */
export function yurtZone(name: string, site: string) {
  return zone("guangdong", name, [nodes(site, blocks[name] ?? "", { profile: "edge-openyurt@1.0.0" })]);
}
