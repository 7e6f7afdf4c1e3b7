/** Makes edits in the text of a file, and looks whether they did what they say and nothing else. */

import { load } from "js-yaml";
import { parseDocument } from "yaml";
import type { Edit } from "../../model/mend.ts";
import { type Replacement, replacementOf } from "./replacements.ts";

export interface EditedText {
  readonly text: string;
  /** Those that were made. */
  readonly made: readonly Edit[];
}

/**
 * All edits that can be made together; where the result does not say what it should, each by itself. An edit that would change
 * anything else is left out: one behind an alias, one in a file that only a slower reader understands.
 */
export function editText(text: string, edits: readonly Edit[]): EditedText {
  const all = together(text, edits);
  if (all) return all;
  let edited: EditedText = { text, made: [] };
  // From the last place to the first, so that what is removed moves nobody else.
  for (const edit of edits.toSorted(byPlace)) {
    const one = together(edited.text, [edit]);
    if (one) edited = { text: one.text, made: [...edited.made, ...one.made] };
  }
  return edited;
}

function together(text: string, edits: readonly Edit[]): EditedText | undefined {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  if (document.errors.length > 0) return undefined;
  const found = edits.map((edit) => ({ edit, replacement: replacementOf(text, document, edit) }));
  const made = apart(found.flatMap(({ edit, replacement }) => (replacement ? [{ edit, replacement }] : [])));
  if (made.length === 0) return undefined;
  const after = made.reduce(
    (rest, { replacement: { start, end, text: put } }) => rest.slice(0, start) + put + rest.slice(end),
    text,
  );
  const expected = edited(valueOfText(text), made);
  const says = JSON.stringify(valueOfText(after));
  return says !== undefined && says === JSON.stringify(expected)
    ? { text: after, made: made.map(({ edit }) => edit) }
    : undefined;
}

interface Planned {
  readonly edit: Edit;
  readonly replacement: Replacement;
}

/** From the last to the first; of two that meet, the first one given. */
function apart(planned: readonly Planned[]): readonly Planned[] {
  const kept: Planned[] = [];
  for (const each of planned) {
    const { start, end } = each.replacement;
    if (kept.every(({ replacement: other }) => end <= other.start || other.end <= start)) kept.push(each);
  }
  return kept.sort((a, b) => b.replacement.start - a.replacement.start);
}

/** Without shared nodes, which an edit would change at each place; undefined for what is no YAML. */
function valueOfText(text: string): unknown {
  try {
    return JSON.parse(JSON.stringify(load(text)));
  } catch {
    return undefined;
  }
}

type Holder = Record<string | number, unknown>;

/** The value as it should be after the edits, which come from the last place to the first. */
function edited(value: unknown, planned: readonly Planned[]): unknown {
  for (const { edit, replacement } of planned) {
    const { path } = edit.at;
    const holder = path.slice(0, -1).reduce<unknown>((at, step) => (at as Holder | undefined)?.[step], value);
    const last = path.at(-1);
    if (typeof holder !== "object" || holder === null || last === undefined) return undefined;
    changes[edit.kind](holder as Holder, last, { edit, replacement });
  }
  return value;
}

const changes: Readonly<Record<Edit["kind"], (holder: Holder, step: string | number, planned: Planned) => void>> = {
  value: (holder, step, { edit }) => {
    if (edit.kind === "value") holder[step] = edit.to;
  },
  // As it is written: of 1.10 the number is 1.1.
  quotes: (holder, step, { replacement }) => {
    holder[step] = JSON.parse(replacement.text);
  },
  key: (holder, step, { edit }) => {
    if (edit.kind !== "key") return;
    const entries = Object.entries(holder).map(([key, value]) => [key === step ? edit.to : key, value] as const);
    for (const key of Object.keys(holder)) delete holder[key];
    for (const [key, value] of entries) holder[key] = value;
  },
  removal: (holder, step) => {
    if (Array.isArray(holder)) holder.splice(Number(step), 1);
  },
};

function byPlace(a: Edit, b: Edit): number {
  for (const [index, step] of a.at.path.entries()) {
    const other = b.at.path[index];
    if (other === undefined) return -1;
    if (step === other) continue;
    if (typeof step === "number" && typeof other === "number") return other - step;
    return String(step) < String(other) ? -1 : 1;
  }
  return a.at.path.length - b.at.path.length;
}
