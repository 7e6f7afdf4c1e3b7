/** Files of a folder that keeps what may be used again by the next run. */

import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";

/** Bytes that a folder may hold: those of 100,000 sites, or of many versions of fewer. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * A folder for one run, which is made when it is missing. A file appears whole or not at all, so that any number of
 * processes may use one folder; what is damaged counts as not there. Where nothing can be kept, nothing is.
 */
export class CacheFiles {
  readonly #folder: string;
  readonly #most: number;
  #isReadable: boolean | undefined;
  #isReady: boolean | undefined;

  /**
   * @param folder absolute path; not used when others could write there
   * @param most bytes that it may hold when a run begins to write: the oldest files go first, as many as make half the room
   */
  constructor(folder: string, most = MOST_BYTES) {
    this.#folder = folder;
    this.#most = most;
  }

  read(name: string): Buffer | undefined {
    this.#isReadable ??= isOwnFolder(this.#folder);
    return this.#isReadable || this.#isReady ? readEntry(join(this.#folder, name)) : undefined;
  }

  write(name: string, body: Uint8Array): void {
    this.#isReady ??= makeRoom(this.#folder, this.#most);
    if (this.#isReady) writeEntry(this.#folder, join(this.#folder, name), body);
  }
}

function readEntry(file: string): Buffer | undefined {
  const bytes = attempt(() => readFileSync(file)) ?? Buffer.alloc(0);
  const end = bytes.indexOf("\n");
  const body = bytes.subarray(end + 1);
  return end > 0 && bytes.toString("latin1", 0, end) === String(crc32(body)) ? body : undefined;
}

function writeEntry(folder: string, file: string, body: Uint8Array): void {
  const unfinished = join(folder, `unfinished-${randomUUID()}`);
  const isWritten = attempt(() => {
    writeFileSync(unfinished, Buffer.concat([Buffer.from(`${crc32(body)}\n`), body]), { mode: 0o600 });
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
    return status?.isFile() ? [{ path: join(folder, name), size: status.size, time: status.mtimeMs }] : [];
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
