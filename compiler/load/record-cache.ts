/** Keeps checked records on the disk, so that what a file was read as is not worked out again by the next run. */

import { hash } from "node:crypto";
import { exactText } from "../../model/exact-text.ts";
import { CacheFiles } from "./cache-files.ts";
import { programHash } from "./program-hash.ts";

/** Records by the texts that they were read from. */
export interface RecordCache {
  /** What a text without faults was read as; undefined when that is not known. */
  readonly get: (text: string) => unknown;
  /** @param record plain data; anything else is not kept */
  readonly put: (text: string, record: unknown) => void;
}

/** Shorter texts are read as fast as they are looked up. */
const SHORTEST = 4_000;

/** What decides what a text is read as, from this file: the schemas and the readers, with the packages that they stand on. */
const sources = ["../../model", "."];
const packages = ["js-yaml", "yaml", "zod"];

/**
 * A cache in a folder. A file there is named after a hash of a text and of everything that reads it, so another version of
 * the program or of Node never meets it.
 *
 * @param folder as `CacheFiles` takes it
 */
export function openRecordCache(folder: string, most?: number): RecordCache {
  const files = new CacheFiles(folder, most);
  let program: string | undefined;
  const nameOf = (text: string) => {
    program ??= programHash(sources, packages);
    return hash("sha256", `${program}\n${text}`);
  };
  return {
    get: (text) => {
      const body = text.length < SHORTEST ? undefined : files.read(nameOf(text));
      return body && JSON.parse(body.toString("utf8"));
    },
    put: (text, record) => {
      // What JSON cannot say would come back as something else.
      const body = text.length < SHORTEST ? undefined : exactText(record);
      if (body !== undefined) files.write(nameOf(text), Buffer.from(body));
    },
  };
}
