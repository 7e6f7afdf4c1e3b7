import type { App } from "../../constructs/app.ts";
import type { RuleContext } from "../rule.ts";

/**
 * Whether every region that the app may reach is under check. Zones of other regions may not have
 * been read, so nothing can be said of an app that may mean one of them.
 */
export function isWhollySeen(app: App, { regions }: RuleContext): boolean {
  const checked = new Set(regions.map(({ name }) => name));
  const reached = app.spec.select.regions ?? app.fleet.regions.map(({ name }) => name);
  return reached.every((name) => checked.has(name) || !app.fleet.regions.some((region) => region.name === name));
}
