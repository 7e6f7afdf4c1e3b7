/** What a fleet is to be moved to, as the command line names it. */

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { packageName } from "../../pipeline/version.ts";

/** For the package manager: `name@version`, or the whole path of an archive. Wrong words come as a text with the next step. */
export function targetSpec(given: string, cwd: string): { readonly spec: string } | string {
  if (/\.(tgz|tar\.gz)$/.test(given)) {
    const path = resolve(cwd, given);
    return existsSync(path)
      ? { spec: path }
      : `found no file ${path}, expected the archive of a package of Flotilla\n  next: npm run package in a clone makes one`;
  }
  if (/^[\^~]?[\w.+-]+$/.test(given) && !given.startsWith("-")) return { spec: `${packageName}@${given}` };
  return `found ${JSON.stringify(given)}, expected a version like 1.2.0, a tag like latest, or the path of an archive (.tgz)\n  next: without one the newest is taken`;
}
