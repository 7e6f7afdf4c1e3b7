/** Keeps checked records on the disk, so that what a file was read as is not worked out again by the next run. */

import { hash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { crc32 } from "node:zlib";

/** Records by the texts that they were read from. */
export interface RecordCache {
  /** What a text without faults was read as; undefined when that is not known. */
  readonly get: (text: string) => unknown;
  /** @param record plain data; anything else is not kept */
  readonly put: (text: string, record: unknown) => void;
}

/** Shorter texts are read as fast as they are looked up. */
const SHORTEST = 4_000;

/** Bytes that a folder may hold: those of 100,000 sites; the oldest go first, and as many at once as make half the room. */
const MOST_BYTES = 256 * 1024 * 1024;

/** What decides what a text is read as, from this file: the schemas and the readers, with the packages that they stand on. */
const sources = ["../../model", "."];
const packages = ["js-yaml", "yaml", "zod"];

/**
 * A cache in a folder, which is made when it is missing. A file there is named after a hash of a text and of everything that
 * reads it, so another version of the program or of Node never meets it. What is damaged counts as not known; a file appears
 * whole or not at all, so that any number of processes may use one folder. Where nothing can be kept, nothing is.
 *
 * @param folder absolute path; not used when others could write there
 * @param most bytes that it may hold when a run begins to write
 */
export function openRecordCache(folder: string, most = MOST_BYTES): RecordCache {
  let program: string | undefined;
  let isReadable: boolean | undefined;
  let isReady: boolean | undefined;
  const fileOf = (text: string) => {
    program ??= programHash();
    return join(folder, hash("sha256", `${program}\n${text}`));
  };
  return {
    get: (text) => {
      if (text.length < SHORTEST) return undefined;
      isReadable ??= isOwnFolder(folder);
      return isReadable || isReady ? readEntry(fileOf(text)) : undefined;
    },
    put: (text, record) => {
      if (text.length < SHORTEST) return;
      const body = JSON.stringify(record);
      // What JSON cannot say would come back as something else.
      if (!isDeepStrictEqual(JSON.parse(body), record)) return;
      isReady ??= makeRoom(folder, most);
      if (isReady) writeEntry(folder, fileOf(text), body);
    },
  };
}

function readEntry(file: string): unknown {
  const text = attempt(() => readFileSync(file, "utf8")) ?? "";
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  return end > 0 && text.slice(0, end) === String(crc32(body)) ? JSON.parse(body) : undefined;
}

function writeEntry(folder: string, file: string, body: string): void {
  const unfinished = join(folder, `unfinished-${randomUUID()}`);
  const isWritten = attempt(() => {
    writeFileSync(unfinished, `${crc32(body)}\n${body}`, { mode: 0o600 });
    renameSync(unfinished, file);
    return true;
  });
  if (!isWritten) attempt(() => rmSync(unfinished, { force: true }));
}

/** @returns whether the folder can be used */
function makeRoom(folder: string, most: number): boolean {
  attempt(() => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  if (!isOwnFolder(folder)) return false;
  const files = (attempt(() => readdirSync(folder)) ?? []).flatMap((name) => {
    const status = attempt(() => statSync(join(folder, name)));
    return status ? [{ path: join(folder, name), size: status.size, time: status.mtimeMs }] : [];
  });
  let bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= most) return true;
  for (const { path, size } of files.sort((a, b) => a.time - b.time)) {
    if (bytes <= most / 2) break;
    attempt(() => rmSync(path, { force: true }));
    bytes -= size;
  }
  return true;
}

/** Whoever could write there could say what a fleet is. Windows has no such numbers: its folders for users are their own. */
function isOwnFolder(folder: string): boolean {
  const [status, user] = [attempt(() => statSync(folder)), attempt(() => userInfo().uid)];
  if (!status?.isDirectory() || user === undefined) return false;
  return user < 0 || (status.uid === user && (status.mode & 0o022) === 0);
}

/** Undefined when the disk refuses: a cache that cannot be used is none. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

function programHash(): string {
  const files = sources.flatMap((source) => sourcesBelow(fileURLToPath(new URL(source, import.meta.url))));
  const manifests = packages.map((name) => findPackageJSON(name, import.meta.url));
  const texts = [...files, ...manifests].map((file) => (file === undefined ? "" : readFileSync(file, "utf8")));
  return hash("sha256", [process.version, ...texts].join("\0"));
}

function sourcesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.d)\.[jt]s$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}
