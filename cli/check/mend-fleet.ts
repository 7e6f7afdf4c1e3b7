/** Makes the mends that findings offer, in a copy of the fleet's files, until none is left. */

import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import { editText } from "../../compiler/mend/edit-text.ts";
import { isPolicyCode } from "../../model/diagnostic.ts";
import { fleetFolders, isFleetPath } from "../../model/fleet-folders.ts";
import type { Edit } from "../../model/mend.ts";
import type { Report } from "../../pipeline/report/report.ts";
import type { RunSettings } from "../../pipeline/settings.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";

export interface MendedFleet {
  /** Text by path from the fleet's folder, of files that change. */
  readonly files: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  /** What is found then. */
  readonly report: Report;
  /** Why some mends were not made. */
  readonly left: readonly string[];
}

/** A mistyped key hides a mistyped value, and both hide what the rules find. */
const ROUNDS = 5;

/**
 * @param settings of the fleet itself, which is left as it is
 * @param copy an empty folder
 */
export async function mendFleet(settings: RunSettings, copy: string): Promise<MendedFleet> {
  const { root } = settings;
  for (const folder of fleetFolders) {
    if (existsSync(join(root, folder))) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  }
  const own = { ...settings, root: copy, code: settings.code ?? { folder: root, packages: root } };
  const check = async (): Promise<Report> => {
    const { report, discard } = await stageFleet(own);
    await discard();
    return report;
  };
  const work = new MendedCopy(copy, check);
  let report = await work.mend(await check(), ({ code }) => !isPolicyCode(code));
  const left: string[] = [];
  // What else is found beside a fault of a file is not known, so only from here on nothing new may come.
  const start = report;
  const all = await work.attempt(start, start, () => true);
  if ("mended" in all) report = all.mended;
  else {
    const known = new Set(start.findings.map(keyOf));
    for (const code of new Set(start.findings.flatMap((each) => (each.mend ? [each.code] : [])))) {
      const one = await work.attempt(start, report, (each) => each.code === code || !known.has(keyOf(each)));
      if ("mended" in one) report = one.mended;
      else left.push(`what would mend ${code} brings ${one.brought.code}: ${one.brought.message}`);
    }
  }
  const files = [...work.changed].sort().flatMap((file) => {
    const texts = { before: readFileSync(join(root, file), "utf8"), after: readFileSync(join(copy, file), "utf8") };
    return texts.before === texts.after ? [] : [[file, texts] as const];
  });
  return { files: new Map(files), report, left };
}

type Chosen = (finding: LocatedDiagnostic) => boolean;

class MendedCopy {
  /** Files that were written, some of them back to what they were. */
  readonly changed = new Set<string>();
  readonly #root: string;
  readonly #check: () => Promise<Report>;

  constructor(root: string, check: () => Promise<Report>) {
    this.#root = root;
    this.#check = check;
  }

  /** Makes the chosen mends, and those of what comes to light by them. */
  async mend(report: Report, isChosen: Chosen, before = new Map<string, string>()): Promise<Report> {
    let now = report;
    for (let round = 0; round < ROUNDS; round++) {
      const texts = writeEdits(this.#root, editsOf(now.findings.filter(isChosen)));
      if (texts.size === 0) break;
      for (const [file, text] of texts) {
        this.changed.add(file);
        if (!before.has(file)) before.set(file, text);
      }
      now = await this.#check();
    }
    return now;
  }

  /** The same, and takes it back where something is found in the end that was not there at the start. */
  async attempt(
    start: Report,
    report: Report,
    isChosen: Chosen,
  ): Promise<{ readonly mended: Report } | { readonly brought: LocatedDiagnostic }> {
    const before = new Map<string, string>();
    const mended = await this.mend(report, isChosen, before);
    const known = new Set(start.findings.map(keyOf));
    const brought = start.evaluated ? mended.findings.find((each) => !known.has(keyOf(each))) : undefined;
    if (!brought) return { mended };
    for (const [file, text] of before) writeFileSync(join(this.#root, file), text);
    return { brought };
  }
}

function keyOf({ code, message, subjects }: LocatedDiagnostic): string {
  return JSON.stringify([code, message, subjects[0]]);
}

function editsOf(findings: readonly LocatedDiagnostic[]): ReadonlyMap<string, readonly Edit[]> {
  return Map.groupBy(
    findings.flatMap(({ mend }) => mend?.edits ?? []),
    ({ at }) => at.file,
  );
}

/** @returns the texts that were there before, of files that changed */
function writeEdits(root: string, edits: ReadonlyMap<string, readonly Edit[]>): ReadonlyMap<string, string> {
  const before = new Map<string, string>();
  for (const [file, own] of edits) {
    // Rules of a fleet's own name the file: nothing but its data is theirs to mend.
    if (!isFleetPath(file) || !/^[^/]+\/[^.][^\0]*\.yaml$/.test(file) || file.split("/").includes("..")) continue;
    const text = readFileSync(join(root, file), "utf8");
    const { text: after } = editText(text, own);
    if (after === text) continue;
    before.set(file, text);
    writeFileSync(join(root, file), after);
  }
  return before;
}
