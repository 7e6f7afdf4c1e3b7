/** A secret store of files, for a lab or a site without one: `<folder>/<entry>/<property>`. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReadSecret } from "./secret-store.ts";

/** What an entry and a property are made of; nothing leads out of the folder. */
const NAME = /^(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._-]+)*$/;

/** A newline at the end of a file is not part of the secret. */
export function secretFolder(folder: string): ReadSecret {
  return async (entry, property) => {
    if (!NAME.test(entry) || !NAME.test(property)) return undefined;
    try {
      return (await readFile(join(folder, entry, property), "utf8")).replace(/\n$/, "");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      throw error;
    }
  };
}
