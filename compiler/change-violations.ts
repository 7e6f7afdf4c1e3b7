/** Why a repository must not become a content: what the rules on changes say of the step from what is published. */

import type { Fleet } from "../constructs/fleet.ts";
import { engines } from "../engines/engines.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Inventory } from "../model/inventory.ts";
import type { ContentFile, ReadTexts } from "../model/repository-file.ts";
import { evaluateChange } from "../policies/evaluate.ts";
import { applyExemptions } from "../policies/exempt.ts";
import { groupFindings } from "../policies/group.ts";
import type { RepositoryChange } from "../policies/rule.ts";
import { rules } from "../policies/rules.ts";
import type { RepositoryContent } from "./emit/content.ts";
import { engineFacts } from "./engine-facts.ts";
import { fieldChanges } from "./field-changes.ts";
import { fixedChanges, replacedFiles } from "./fixed-changes.ts";
import { kindFacts } from "./kind-facts.ts";

/** What a step does to living sites and to objects that may not change so. */
type ChangeFacts = Pick<RepositoryChange, "fields" | "fixed">;

type Content = RepositoryContent<ContentFile>;

/** @param textOf text of a file of the tip by its Git blob id */
export function changeFacts(
  fleet: Fleet,
  content: Content,
  before: Inventory | undefined,
  textOf: (id: string) => string | undefined,
): ChangeFacts {
  const kinds = kindFacts(fleet.catalogue);
  const fixed = fixedChanges(replacedFiles(content.files, before, kinds), textOf, kinds);
  return { fields: fieldChanges(stepTo(fleet, content, before)), fixed };
}

/** `changeViolations` for a tip whose texts have to be fetched. */
export async function violationsOfPublish(
  fleet: Fleet,
  content: Content,
  before: Inventory | undefined,
  today: string,
  read: ReadTexts,
): Promise<readonly Diagnostic[]> {
  const kinds = kindFacts(fleet.catalogue);
  const replaced = replacedFiles(content.files, before, kinds);
  const texts = await read([...new Set(replaced.map(({ id }) => id))]);
  const fixed = fixedChanges(replaced, (id) => texts.get(id), kinds);
  return changeViolations(fleet, content, before, today, {
    fields: fieldChanges(stepTo(fleet, content, before)),
    fixed,
  });
}

/**
 * Errors of the rules on changes that no exemption covers, equal ones as one.
 *
 * @param before inventory of the tip that would be replaced; undefined when it has none
 * @param today UTC, YYYY-MM-DD
 */
export function changeViolations(
  fleet: Fleet,
  content: Content,
  before: Inventory | undefined,
  today: string,
  facts: ChangeFacts,
): readonly Diagnostic[] {
  const change = { ...stepTo(fleet, content, before), ...facts, engines: engineFacts(engines) };
  const errors = evaluateChange(rules, change).filter(({ severity }) => severity === "error");
  const { exempted } = applyExemptions(errors, fleet, today, fleet.regions, rules, ["change"]);
  const covered = new Set(exempted);
  return groupFindings(errors.filter((each) => !covered.has(each)));
}

function stepTo(fleet: Fleet, { name: repository, construct, sites, files }: Content, before: Inventory | undefined) {
  return { fleet, repository, construct, before, after: { sites, files } };
}
