/** Public: the words of the files, Kubernetes objects, diagnostics, and facts of kinds. */

export { type AppSpec, appSchema } from "../model/app-file.ts";
export type { Diagnostic, Severity } from "../model/diagnostic.ts";
export { type FleetSpec, fleetSchema } from "../model/fleet-file.ts";
export type { Json, JsonObject } from "../model/json.ts";
export type { KindTable } from "../model/kinds/facts.ts";
export {
  type ChartSource,
  type HelmRelease,
  identity,
  type KubernetesObject,
  type TextFile,
} from "../model/manifest.ts";
export type { Privileges } from "../model/privilege.ts";
export { mirroredImage, type ProfileImage, type Provisioner } from "../model/provisioner.ts";
export { type RegionSpec, regionSchema } from "../model/region-file.ts";
export { type Source, within } from "../model/source.ts";
export { type HostSpec, type SiteSpec, siteSchema, type ZoneSpec, zoneSchema } from "../model/zone-file.ts";
