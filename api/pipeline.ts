/** Public: what a command does as a whole, for programs of a fleet's own: check, stage and publish, compare. */

export { checkOut } from "../pipeline/checkout.ts";
export { makePlan, type PlanRequest, type PlanResult } from "../pipeline/plan/make-plan.ts";
export { shippedProfiles } from "../pipeline/profile-module.ts";
export type { Report } from "../pipeline/report/report.ts";
export { textReport } from "../pipeline/report/text.ts";
export { checkSession, openSession, type Session } from "../pipeline/session.ts";
export type { RunSettings } from "../pipeline/settings.ts";
export { stageFleet } from "../pipeline/stage-fleet.ts";
export type { StagedFleet } from "../pipeline/staged-fleet.ts";
