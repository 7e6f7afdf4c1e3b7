import type { Fleet } from "../constructs/fleet.ts";
import { engines } from "../engines/engines.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Inventory } from "../model/inventory.ts";
import type { ContentFile } from "../model/repository-file.ts";
import { evaluateChange } from "../policies/evaluate.ts";
import { applyExemptions } from "../policies/exempt.ts";
import { groupFindings } from "../policies/group.ts";
import { rules } from "../policies/rules.ts";
import type { RepositoryContent } from "./emit/content.ts";
import { engineFacts } from "./engine-facts.ts";

/**
 * Why a repository must not become this content: errors of the rules on changes that no exemption covers, equal ones as
 * one.
 *
 * @param before inventory of the tip that would be replaced; undefined when it has none
 * @param today UTC, YYYY-MM-DD
 */
export function changeRefusals(
  fleet: Fleet,
  { name: repository, construct, sites, files }: RepositoryContent<ContentFile>,
  before: Inventory | undefined,
  today: string,
): readonly Diagnostic[] {
  const after = { sites, files };
  const facts = engineFacts(engines);
  const found = evaluateChange(rules, { fleet, repository, construct, engines: facts, before, after });
  const errors = found.filter(({ severity }) => severity === "error");
  const { exempted } = applyExemptions(errors, fleet, today, fleet.regions, rules, ["change"]);
  const covered = new Set(exempted);
  return groupFindings(errors.filter((each) => !covered.has(each)));
}
