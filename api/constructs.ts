/** Public: the tree of the fleet, profiles and their layers. */

export { App } from "../constructs/app.ts";
export type { ChartImages, ProfileCatalogue } from "../constructs/catalogue.ts";
export { Centre } from "../constructs/centre.ts";
export { Fleet } from "../constructs/fleet.ts";
export { HelmChart } from "../constructs/helm-chart.ts";
export { Host } from "../constructs/host.ts";
export { Hub } from "../constructs/hub.ts";
export { ownProvisioner } from "../constructs/own-provisioner.ts";
export type { Pool } from "../constructs/pool.ts";
export {
  defineLayer,
  defineProfile,
  type Layer,
  type LayerCategory,
  type Profile,
  profileReference,
} from "../constructs/profile.ts";
export { Region } from "../constructs/region.ts";
export { shippedProfile } from "../constructs/shipped-profile.ts";
export { Site } from "../constructs/site.ts";
export type { FieldChangeTable, FieldFacts, FieldRule } from "../constructs/site-fields.ts";
export { Zone } from "../constructs/zone.ts";
