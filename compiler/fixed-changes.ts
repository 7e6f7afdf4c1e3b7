/** Objects of the tip that the new content replaces, as far as they have fields that cannot change. */

import { load } from "js-yaml";
import type { Inventory } from "../model/inventory.ts";
import { factsOfObject, type KindTable } from "../model/kinds/facts.ts";
import { changedFixedFields, fixedFieldsOf } from "../model/kinds/fixed-fields.ts";
import { type ContentFile, textOfFile } from "../model/repository-file.ts";
import type { FixedChange } from "../policies/rule.ts";
import { fileNameMatcher } from "./emit/file-name.ts";
import { withoutIdentityLabels } from "./identity-labels.ts";

/** A file of which the tip holds another text. */
export interface ReplacedFile {
  /** Git blob id of the tip's text. */
  readonly id: string;
  readonly file: ContentFile;
}

/** Files of objects of kinds with such fields that are in the tip with another text. Most kinds have none. */
export function replacedFiles(
  files: readonly ContentFile[],
  before: Inventory | undefined,
  kinds: KindTable,
): readonly ReplacedFile[] {
  if (!before) return [];
  const hasFixedFields = fileNameMatcher(kinds, (facts) => fixedFieldsOf(facts).length > 0);
  return files.flatMap((file) => {
    const { path, id } = file;
    const old = before.files[path];
    return old && old.id !== id && hasFixedFields(path) ? [{ id: old.id, file }] : [];
  });
}

/** @param textOf the tip's text by its blob id; what it does not know is left out */
export function fixedChanges(
  replaced: readonly ReplacedFile[],
  textOf: (id: string) => string | undefined,
  kinds: KindTable,
): readonly FixedChange[] {
  // Objects of many sites differ in their identity labels alone.
  const known = new Map<string, ReturnType<typeof changesBetween>>();
  return replaced.flatMap(({ id, file }) => {
    const { path, construct } = file;
    const old = textOf(id);
    if (old === undefined) return [];
    const now = textOfFile(file);
    const key = withoutIdentityLabels(`${old}\0${now}`);
    const changes = known.get(key) ?? changesBetween(old, now, kinds);
    known.set(key, changes);
    return changes.map((change) => ({ ...change, path, construct }));
  });
}

function changesBetween(
  before: string,
  after: string,
  kinds: KindTable,
): readonly Omit<FixedChange, "path" | "construct">[] {
  const [old, now] = [load(before), load(after)];
  const facts = factsOfObject(kinds, now);
  if (!facts) return [];
  return changedFixedFields(facts, old, now).map(({ path: field, remedy, source, steps }) => ({
    field,
    remedy,
    source,
    steps: steps?.(now) ?? [],
  }));
}
