/** The folder in which the service keeps its own: its authority, tokens by their hashes, and servers that nobody has. */

import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Files of one folder, for its owner alone. A file is there as a whole or not at all, whenever somebody is killed. */
export class StateFolder {
  readonly #folder: string;

  /** @param folder absolute path; it is made when missing */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#folder = folder;
  }

  /** A folder in it. */
  within(name: string): StateFolder {
    return new StateFolder(join(this.#folder, name));
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  /** Undefined for a file that is not there. */
  read(name: string): string | undefined {
    try {
      return readFileSync(this.path(name), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  names(): readonly string[] {
    return readdirSync(this.#folder)
      .filter((name) => !name.startsWith("."))
      .sort();
  }

  /** In place of what is there. */
  write(name: string, text: string): void {
    renameSync(this.#temporary(text), this.path(name));
  }

  /**
   * Unless one is there: of two that write at once, one does.
   *
   * @returns whether it was written
   */
  create(name: string, text: string): boolean {
    const temporary = this.#temporary(text);
    try {
      linkSync(temporary, this.path(name));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    } finally {
      rmSync(temporary, { force: true });
    }
  }

  remove(name: string): void {
    rmSync(this.path(name), { force: true });
  }

  #temporary(text: string): string {
    const path = join(this.#folder, `.${randomUUID()}`);
    writeFileSync(path, text, { mode: 0o600, flag: "wx", flush: true });
    return path;
  }
}
