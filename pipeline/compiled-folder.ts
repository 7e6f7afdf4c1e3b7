/** Compiles a fleet's folder for a test of the fleet's own: what the rules find, and every file that comes out. */

import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { ContentCollector } from "../compiler/emit/content.ts";
import { noProvenance } from "../compiler/emit/provenance-files.ts";
import type { LocatedDiagnostic } from "../compiler/load/locate.ts";
import { fleetFolders } from "../model/fleet-folders.ts";
import { shippedProfiles } from "./profile-module.ts";
import { checkSession, openSession } from "./session.ts";

/** What a fleet becomes. */
export interface CompiledFolder {
  /** What `flotilla check` would say, exemptions applied. */
  readonly findings: readonly LocatedDiagnostic[];
  /** Text by `<repository>/<path>`; empty when the files are so wrong that nothing could be made of them. */
  readonly files: ReadonlyMap<string, string>;
}

export interface CompileFolderOptions {
  /** By path from the fleet's folder: another text in place of the file's, or a change of it. The folder itself stays as it is. */
  readonly edits?: Readonly<Record<string, string | ((text: string) => string)>>;
  /** UTC, YYYY-MM-DD, for exemptions. @default the day of the test */
  readonly today?: string;
}

/**
 * @param folder of the fleet, with `sites/`, and with `flotilla.config.ts` where it has code of its own
 * @throws Error when an edit names a file that is not there, or changes nothing
 */
export async function compileFolder(
  folder: string,
  { edits = {}, today = new Date().toISOString().slice(0, 10) }: CompileFolderOptions = {},
): Promise<CompiledFolder> {
  const code = resolve(folder);
  const root = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  try {
    for (const part of fleetFolders) {
      if (existsSync(join(code, part))) cpSync(join(code, part), join(root, part), { recursive: true });
    }
    for (const [path, edit] of Object.entries(edits)) writeEdit(join(root, path), path, edit);
    const session = await openSession({
      root,
      regions: [],
      today,
      profiles: shippedProfiles,
      code: { folder: code, packages: code },
    });
    const collector = new ContentCollector();
    const { findings } = checkSession(session, collector.sink);
    const { fleet } = session.loaded;
    const contents = fleet ? collector.finish(fleet, noProvenance) : [];
    const files = contents.flatMap(({ name, files }) =>
      files.map(({ path, text }) => [`${name}/${path}`, text] as const),
    );
    return { findings, files: new Map(files) };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function writeEdit(file: string, path: string, edit: string | ((text: string) => string)): void {
  if (typeof edit === "string") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, edit);
    return;
  }
  if (!existsSync(file)) throw new Error(`the edit of ${path} found no such file, expected one of the fleet`);
  const before = readFileSync(file, "utf8");
  const after = edit(before);
  if (after === before) throw new Error(`the edit of ${path} changed nothing, expected another text`);
  writeFileSync(file, after);
}
