/** Reads the folders and files of a fleet from disk. */

import { type Dirent, existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { isFleetPath } from "../../model/fleet-folders.ts";
import { decodeText, isTooLarge, tooLarge } from "./read-text.ts";
import type { RecordCache } from "./record-cache.ts";
import { type Unread, unreadBecause } from "./unread-files.ts";

/** What a folder holds, without hidden names, in byte order. */
export interface Names {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

const LINK = [
  "load/link",
  "is a link that leads out of sites/, apps/, systems/ and clusters/, expected files of the fleet itself",
  "put the file in its place",
] as const;
const NESTED = [
  "load/nested-repository",
  "another Git repository or a submodule is here, expected files of the fleet's own repository",
  "commit its files to the fleet's own repository",
] as const;

/** What to do where a file or folder that every fleet has is not there. */
const missing: readonly (readonly [file: RegExp, next: string])[] = [
  [/^sites$/, "name the folder of a fleet with --fleet, or start one with flotilla init DIR"],
  [/^sites\/fleet\.yaml$/, "restore it from Git: it names the fleet, its registries and its centre"],
  [/\/region\.yaml$/, "restore it from Git, or remove the folder when the region is gone"],
];

/** The disk under one fleet; remembers what is wrong and the text of what was read. */
export class FleetDisk {
  readonly root: string;
  readonly diagnostics: Diagnostic[] = [];
  /** Files that are there and are none of the fleet, with the reason. */
  readonly unread = new Map<string, Unread>();
  readonly #texts = new Map<string, string>();
  /** Whether folders are of the fleet itself. */
  readonly #inside = new Map<string, boolean>();

  /** What files were read as before. */
  readonly records: RecordCache | undefined;

  constructor(root: string, records?: RecordCache) {
    this.root = root;
    this.records = records;
  }

  /** Text of a file that has been read, for looking up positions. */
  readonly textOf = (file: string): string | undefined => this.#texts.get(file);

  /** Undefined when there is no such folder. Links that lead out of the fleet are told and left out. */
  list(folder: string): Names | undefined {
    const entries = this.#attempt(folder, () =>
      this.#isInside(folder) ? readdirSync(join(this.root, folder), { withFileTypes: true }) : undefined,
    );
    if (!entries) return undefined;
    const files: string[] = [];
    const folders: string[] = [];
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isSymbolicLink() && !this.#attempt(path, () => this.#isOwn(path))) continue;
      if (entry.name === ".git") this.report(path, ...NESTED);
      else if (this.#isFolder(folder, entry) && !entry.name.startsWith(".")) folders.push(entry.name);
      else {
        const reason = unreadBecause(entry.name);
        if (reason) this.unread.set(path, reason);
        else files.push(entry.name);
      }
    }
    return { files: files.sort(), folders: folders.sort() };
  }

  exists(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  read(file: string): string | undefined {
    const full = join(this.root, file);
    const bytes = this.#attempt(file, () => {
      if (!this.#isInside(dirname(file)) || (lstatSync(full).isSymbolicLink() && !this.#isOwn(file))) return undefined;
      const status = statSync(full);
      if (status.isFile()) return isTooLarge(status.size) ? status.size : readFileSync(full);
      this.report(
        file,
        "load/not-a-file",
        `${status.isDirectory() ? "a folder" : "a special file"} is here, expected a YAML file`,
      );
      return undefined;
    });
    if (bytes === undefined) return undefined;
    if (typeof bytes === "number") {
      this.diagnostics.push(tooLarge(file, bytes));
      return undefined;
    }
    const result = decodeText(file, bytes);
    if ("diagnostic" in result) {
      this.diagnostics.push(result.diagnostic);
      return undefined;
    }
    this.#texts.set(file, result.text);
    return result.text;
  }

  report(file: string, code: string, message: string, hint?: string): void {
    const at = { file, path: [], position: { line: 1, column: 1 } };
    this.diagnostics.push({ code, severity: "error", message, at, subjects: [], ...(hint && { hint }) });
  }

  #isInside(folder: string): boolean {
    const known = this.#inside.get(folder) ?? this.#isOwn(folder);
    this.#inside.set(folder, known);
    return known;
  }

  /**
   * Whether a path leads to the fleet's own files. A link to anything else is refused unread: what is there is not what
   * was reviewed, and a fault of it would print its first lines.
   */
  #isOwn(path: string): boolean {
    const steps = relative(realpathSync(this.root), realpathSync(join(this.root, path))).split(sep);
    if (isFleetPath(steps.join("/"))) return true;
    this.report(path, ...LINK);
    return false;
  }

  #isFolder(folder: string, entry: Dirent): boolean {
    if (!entry.isSymbolicLink()) return entry.isDirectory();
    return statSync(join(this.root, folder, entry.name), { throwIfNoEntry: false })?.isDirectory() ?? false;
  }

  #attempt<T>(file: string, action: () => T): T | undefined {
    try {
      return action();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      if (code === "ENOENT")
        this.report(
          file,
          "load/missing-file",
          "nothing is here, expected a fleet's file or folder",
          missing.find(([named]) => named.test(file))?.[1],
        );
      else this.report(file, "load/unreadable", `cannot be read (${code}), expected a readable file or folder`);
      return undefined;
    }
  }
}
