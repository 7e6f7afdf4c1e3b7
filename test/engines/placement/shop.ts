import { App } from "../../../constructs/app.ts";
import { Fleet } from "../../../constructs/fleet.ts";
import { Region } from "../../../constructs/region.ts";
import { Zone } from "../../../constructs/zone.ts";
import { appSchema } from "../../../model/app-file.ts";
import { fleetSchema } from "../../../model/fleet-file.ts";
import { regionSchema } from "../../../model/region-file.ts";
import { zoneSchema } from "../../../model/zone-file.ts";

const fleetSpec = fleetSchema.parse({
  name: "panji",
  hierarchy: { regions: 31, maxSitesPerRegion: 1000 },
  repositories: "https://git.panji.example/fleet",
  registries: ["registry.panji.example"],
  centre: { profile: "centre@1.0.0", endpoint: "https://centre.panji.example:6443" },
  tenants: [{ name: "retail", namespaces: ["shops"], owners: ["retail-team"] }],
});

const regionSpec = regionSchema.parse({
  name: "guangdong",
  code: "44",
  timezone: "Asia/Shanghai",
  delivery: "flux",
  hub: { profile: "region-hub@1.0.0", endpoint: "https://hub.gd.panji.example:6443" },
  network: { supernet: "10.44.0.0/16", asn: 64544 },
});

/** A fleet with one region of two zones and one app: `checkout`, with what is given here different. */
export function shop(differences: object = {}): { readonly app: App; readonly shenzhen: Zone; readonly zhuhai: Zone } {
  const fleet = new Fleet(fleetSpec, { catalogue: { sites: new Map(), hubs: new Map(), centres: new Map() } });
  const region = new Region(fleet, regionSpec);
  const zone = (name: string) => new Zone(region, zoneSchema.parse({ zone: name, sites: [] }));
  const spec = appSchema.parse({
    name: "checkout",
    tenant: "retail",
    image: "registry.panji.example/retail/checkout:2.4.1",
    replicas: 2,
    ports: [{ name: "http", port: 8080 }],
    resources: { cpu: "250m", memory: "256Mi" },
    config: { LOG_LEVEL: "info", CURRENCY: "CNY" },
    zones: { shenzhen: { replicas: 3, config: { LOG_LEVEL: "debug" } } },
    ...differences,
  });
  const app = new App(fleet, spec, { file: "apps/retail/checkout.yaml", path: [] });
  return { app, shenzhen: zone("shenzhen"), zhuhai: zone("zhuhai") };
}
