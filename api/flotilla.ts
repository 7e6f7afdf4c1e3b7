/** Public: what a fleet's own `flotilla.config.ts` and `fleet.ts` begin with. */

export {
  defineFleet,
  defineFleetProgram,
  type FleetConfiguration,
  type FleetProgram,
} from "../compiler/fleet-configuration.ts";
export { defineLayer, defineProfile, type Layer, type Profile } from "../constructs/profile.ts";
export { version } from "../pipeline/version.ts";
export { defineRule } from "../policies/define-rule.ts";
export type { Rule } from "../policies/rule.ts";
