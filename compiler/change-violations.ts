/** Why a repository must not become a content: what the rules on changes say of the step from what is published. */

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
import { fieldChanges } from "./field-changes.ts";
import { fixedChanges, replacedFiles } from "./fixed-changes.ts";
import { kindFacts } from "./kind-facts.ts";

/** Reads texts of the tip by their Git blob ids; what is missing there is left out. */
export type ReadTexts = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** `changeViolations` for a tip whose texts have to be fetched. */
export async function violationsOfPublish(
  fleet: Fleet,
  content: RepositoryContent<ContentFile>,
  before: Inventory | undefined,
  today: string,
  read: ReadTexts,
): Promise<readonly Diagnostic[]> {
  const ids = replacedFiles(content.files, before, kindFacts(fleet.catalogue)).map(({ id }) => id);
  const texts = ids.length > 0 ? await read([...new Set(ids)]) : new Map<string, string>();
  return changeViolations(fleet, content, before, today, (id) => texts.get(id));
}

/**
 * Errors of the rules on changes that no exemption covers, equal ones as one.
 *
 * @param before inventory of the tip that would be replaced; undefined when it has none
 * @param today UTC, YYYY-MM-DD
 * @param textOf text of a file of the tip by its Git blob id
 */
export function changeViolations(
  fleet: Fleet,
  { name: repository, construct, sites, files }: RepositoryContent<ContentFile>,
  before: Inventory | undefined,
  today: string,
  textOf: (id: string) => string | undefined,
): readonly Diagnostic[] {
  const kinds = kindFacts(fleet.catalogue);
  const step = { fleet, repository, construct, before, after: { sites, files } };
  const fixed = fixedChanges(replacedFiles(files, before, kinds), textOf, kinds);
  const context = { engines: engineFacts(engines), fields: fieldChanges(step), fixed };
  const found = evaluateChange(rules, { ...step, ...context });
  const errors = found.filter(({ severity }) => severity === "error");
  const { exempted } = applyExemptions(errors, fleet, today, fleet.regions, rules, ["change"]);
  const covered = new Set(exempted);
  return groupFindings(errors.filter((each) => !covered.has(each)));
}
