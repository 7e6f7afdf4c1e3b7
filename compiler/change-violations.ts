/** Why a repository must not become a content: what the rules on changes say of the step from what is published. */

import type { Fleet } from "../constructs/fleet.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Inventory } from "../model/inventory.ts";
import type { ContentFile, ReadTexts } from "../model/repository-file.ts";
import { evaluateChange } from "../policies/evaluate.ts";
import { applyExemptions } from "../policies/exempt.ts";
import { groupFindings } from "../policies/group.ts";
import type { RepositoryChange } from "../policies/rule.ts";
import type { RepositoryContent } from "./emit/content.ts";
import type { Removals } from "./emit/removals.ts";
import { engineFacts } from "./engine-facts.ts";
import { fieldChanges } from "./field-changes.ts";
import { fixedChanges, replacedFiles } from "./fixed-changes.ts";
import { type FleetCode, shippedCode } from "./fleet-code.ts";
import { goneFiles, goneObjects } from "./gone-objects.ts";
import { kindFacts } from "./kind-facts.ts";
import { readRemovals } from "./read-removals.ts";
import { askable, knownFrom, type UnreadFacts } from "./unread-facts.ts";

/** What a step does to living sites, to objects that may not change so, to what goes and to whom it goes. */
interface ChangeFacts extends Pick<RepositoryChange, "fields" | "fixed" | "gone" | "handedOver" | "regions"> {
  readonly removals: Removals;
  /** Facts that texts of the tip would tell, if they could be read. */
  readonly unread: UnreadFacts;
}

type Content = RepositoryContent<ContentFile>;

/** Profiles are known by the fleet. */
type ChangeCode = Pick<FleetCode, "rules" | "engines">;

/** @param textOf text of a file of the tip by its Git blob id */
export function changeFacts(
  fleet: Fleet,
  content: Content,
  before: Inventory | undefined,
  textOf: (id: string) => string | undefined,
  code: ChangeCode = shippedCode,
): ChangeFacts {
  return readFacts(fleet, content, before, code).facts(textOf);
}

/** What is to be said of a publish, before it happens. */
interface JudgedPublish {
  /** Why it must not be. */
  readonly violations: readonly Diagnostic[];
  readonly removals: Removals;
}

/** `changeViolations` for a tip whose texts have to be fetched. */
export async function judgePublish(
  fleet: Fleet,
  content: Content,
  before: Inventory | undefined,
  today: string,
  read: ReadTexts,
  code: ChangeCode = shippedCode,
): Promise<JudgedPublish> {
  const { ids, facts: factsWith } = readFacts(fleet, content, before, code);
  const texts = await read([...new Set(ids)]);
  const facts = factsWith((id) => texts.get(id));
  return { violations: changeViolations(fleet, content, before, today, facts, code), removals: facts.removals };
}

/** Which texts of the tip have to be read, and what follows from them. */
function readFacts(fleet: Fleet, content: Content, before: Inventory | undefined, { engines }: ChangeCode) {
  const kinds = kindFacts(fleet.catalogue, engines);
  const replaced = replacedFiles(content.files, before, kinds);
  const gone = goneFiles(content.files, before, kinds);
  const removals = readRemovals(content, before, kinds);
  return {
    ids: [...[...replaced, ...gone].map(({ id }) => id), ...removals.ids],
    facts: (textOf: (id: string) => string | undefined): ChangeFacts => {
      const paths = replaced.map(({ id, file: { path } }) => ({ id, path }));
      const fixed = knownFrom(paths, textOf, [], () => fixedChanges(replaced, textOf, kinds));
      const lost = knownFrom(gone, textOf, [], () => goneObjects(gone, before, textOf, kinds));
      const { unread, ...rest } = removals.facts(textOf);
      return {
        fields: fieldChanges(stepTo(fleet, content, before), engines),
        fixed: fixed.value,
        gone: lost.value,
        ...rest,
        unread: {
          ...unread,
          ...(fixed.unread !== undefined && { fixed: fixed.unread }),
          ...(lost.unread !== undefined && { gone: lost.unread }),
        },
      };
    },
  };
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
  { rules, engines }: ChangeCode = shippedCode,
): readonly Diagnostic[] {
  const { removals: _, unread, ...known } = facts;
  const change = askable({ ...stepTo(fleet, content, before), ...known, engines: engineFacts(engines) }, unread);
  const errors = evaluateChange(rules, change).filter(({ severity }) => severity === "error");
  const { exempted } = applyExemptions(errors, fleet, today, { regions: fleet.regions, scopes: ["change"] }, rules);
  const covered = new Set(exempted);
  return groupFindings(errors.filter((each) => !covered.has(each)));
}

function stepTo(fleet: Fleet, { name: repository, construct, sites, files }: Content, before: Inventory | undefined) {
  return { fleet, repository, construct, before, after: { sites, files } };
}
