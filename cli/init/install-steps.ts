/** How a new fleet gets the Flotilla that it is to depend on. */

import { existsSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { fieldAt } from "../../model/kinds/facts.ts";
import { packageName, version } from "../../pipeline/version.ts";

/** What npm names the archive of a package. */
const archiveName = `${packageName.replace(/^@/, "").replace("/", "-")}-${version}.tgz`;
/** Of the clone; of a package, a folder in it. */
const here = resolve(import.meta.dirname, "../..");

/**
 * Commands to be typed in the fleet's folder. A registry is asked only where this Flotilla came from one itself: a clone makes
 * an archive, and what was installed from an archive installs the same again.
 *
 * @param named absolute path to what is to be typed for it
 * @param program folder of the running Flotilla
 */
export function installSteps(named: (path: string) => string, program: string = here): readonly string[] {
  const at = program.lastIndexOf(`${sep}node_modules${sep}`);
  if (at < 0) {
    const archive = join(program, archiveName);
    const install = `npm install --save-dev ${named(archive)}`;
    return existsSync(archive) ? [install] : [`npm --prefix ${named(program)} run package`, install];
  }
  const consumer = program.slice(0, at);
  const archive = /^file:(.+)$/.exec(installedFrom(consumer) ?? "")?.[1];
  return [archive === undefined ? "npm install" : `npm install --save-dev ${named(resolve(consumer, archive))}`];
}

/** What npm noted of where the package came from. */
function installedFrom(consumer: string): string | undefined {
  const note = join(consumer, "node_modules/.package-lock.json");
  if (!existsSync(note)) return undefined;
  const noted: unknown = JSON.parse(readFileSync(note, "utf8"));
  const from = fieldAt(noted, "packages", `node_modules/${packageName}`, "resolved");
  return typeof from === "string" ? from : undefined;
}
