/** What the centre's list of regions says of a fleet: known before anything of a publish can be seen. */

import type { Fleet } from "../constructs/fleet.ts";
import { type EngineTables, engines as shippedEngines } from "../engines/engines.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { evaluateChange } from "../policies/evaluate.ts";
import { applyExemptions } from "../policies/exempt.ts";
import { retiredRegions } from "../policies/guard/retired-regions.ts";
import type { RepositoryChange } from "../policies/rule.ts";
import { isRegionList, parseRegions, regionsPath } from "./emit/regions-file.ts";
import { engineFacts } from "./engine-facts.ts";
import type { Selection } from "./load/load-fleet.ts";
import { askable } from "./unread-facts.ts";

/**
 * Errors that no exemption covers. A run without the centre hears of regions that it would publish under another name
 * alone: a region that somebody else removes is not its business.
 *
 * @param published text of the list in the centre's repository; undefined when there is none
 * @param today UTC, YYYY-MM-DD
 */
export function regionViolations(
  fleet: Fleet,
  { centre, regions }: Selection,
  published: string | undefined,
  today: string,
  engines: EngineTables = shippedEngines,
): readonly Diagnostic[] {
  const change: RepositoryChange = {
    fleet,
    repository: "centre",
    construct: fleet.centre.path,
    engines: engineFacts(engines),
    before: undefined,
    after: { sites: {}, files: [] },
    fields: [],
    fixed: [],
    gone: [],
    handedOver: [],
    regions: parseRegions(published),
  };
  const isUnread = published !== undefined && !isRegionList(published);
  const unread = isUnread ? { regions: `the published text of ${regionsPath} is no list of regions` } : {};
  const found = evaluateChange([retiredRegions], askable(change, unread));
  const { exempted } = applyExemptions(found, fleet, today, { regions: fleet.regions, scopes: ["change"] }, [
    retiredRegions,
  ]);
  const covered = new Set(exempted);
  const selected = new Set(regions.map(({ source }) => source?.file));
  return found.filter(
    (each) => !covered.has(each) && (centre || each.notEvaluated !== undefined || selected.has(each.at?.file)),
  );
}
