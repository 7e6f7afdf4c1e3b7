/** Writes the zone file of imported sites, and says what a person must complete in it. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import { yamlText } from "../../model/yaml-text.ts";
import { zoneSchema } from "../../model/zone-file.ts";
import { checkFile } from "../load/check-file.ts";
import { type LocatedDiagnostic, locate } from "../load/locate.ts";
import { parseYaml } from "../load/parse-yaml.ts";
import type { SiteDraft } from "./draft.ts";

export interface ZoneText {
  /** From the root of the fleet. */
  readonly path: string;
  readonly text: string;
  /** What the loader says of the file; empty when `flotilla check` can read it. */
  readonly completions: readonly LocatedDiagnostic[];
}

/** The file, with a comment at every line that does not fit yet. */
export function zoneText(region: string, zone: string, sites: readonly SiteDraft[]): ZoneText {
  const path = `sites/${region}/${zone}.yaml`;
  const plain = yamlText({ zone, sites });
  const completions = locate(problems(path, plain), () => plain);
  const comments = new Map<number, string[]>();
  for (const { message, position } of completions) {
    if (position) comments.set(position.line, [...(comments.get(position.line) ?? []), expectationOf(message)]);
  }
  const lines = plain.split("\n").map((line, index) => {
    const notes = comments.get(index + 1);
    return notes ? `${line} # to be completed: ${[...new Set(notes)].join("; ")}` : line;
  });
  return { path, text: lines.join("\n"), completions };
}

/** Read by what reads every zone file. */
function problems(path: string, text: string): readonly Diagnostic[] {
  const parsed = parseYaml(path, text);
  if ("diagnostics" in parsed) return parsed.diagnostics;
  const checked = checkFile(path, zoneSchema, parsed.value);
  return "diagnostics" in checked ? checked.diagnostics : [];
}

/** What stands behind "expected" in a message of the loader, in one line. */
function expectationOf(message: string): string {
  return (/expected (.*)$/s.exec(message)?.[1] ?? message).replaceAll(/\s+/g, " ");
}
