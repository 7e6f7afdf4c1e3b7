/** Reads the folders and files of a fleet from disk. */

import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { decodeText, isTooLarge, tooLarge } from "./read-text.ts";

/** What a folder holds, without hidden names, in byte order. */
export interface Names {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** The disk under one fleet; remembers what is wrong and the text of what was read. */
export class FleetDisk {
  readonly root: string;
  readonly diagnostics: Diagnostic[] = [];
  readonly #texts = new Map<string, string>();

  constructor(root: string) {
    this.root = root;
  }

  /** Text of a file that has been read, for looking up positions. */
  readonly textOf = (file: string): string | undefined => this.#texts.get(file);

  /** Undefined when there is no such folder. */
  list(folder: string): Names | undefined {
    const entries = this.#attempt(folder, () => readdirSync(join(this.root, folder), { withFileTypes: true }));
    if (!entries) return undefined;
    const names = (wanted: boolean) =>
      entries
        .filter((entry) => !entry.name.startsWith(".") && this.#isFolder(folder, entry) === wanted)
        .map((entry) => entry.name)
        .sort();
    return { files: names(false), folders: names(true) };
  }

  exists(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  read(file: string): string | undefined {
    const full = join(this.root, file);
    const bytes = this.#attempt(file, () => {
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
        this.report(file, "load/missing-file", "nothing is here, expected a fleet's file or folder");
      else this.report(file, "load/unreadable", `cannot be read (${code}), expected a readable file or folder`);
      return undefined;
    }
  }
}
