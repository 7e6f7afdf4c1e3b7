/** What a text says that one like it did not say. */

/** So many texts are remembered; the files and settings of a profile are some dozens. */
const MOST = 256;

/** Harmless texts by their number of lines and their first line. */
export class HarmlessLines {
  readonly #last = new Map<string, readonly string[]>();
  readonly #isPlain: (line: string) => boolean;

  /** @param isPlain whether a line can be passed over in one look */
  constructor(isPlain: (line: string) => boolean) {
    this.#isPlain = isPlain;
  }

  /**
   * What a search finds in the lines that the last harmless text of the same first line and length did not have, each with
   * the one before it; in the whole text where there is none. Files of thousands of servers differ in a few lines.
   */
  find<T>(text: string, search: (lines: string) => T | undefined): T | undefined {
    const lines = text.split("\n");
    const key = `${lines.length} ${lines[0]}`;
    const before = this.#last.get(key);
    const changed = before === undefined ? text : this.#changed(lines, before);
    const found = changed === "" ? undefined : search(changed);
    if (found === undefined) {
      if (this.#last.size >= MOST) this.#last.clear();
      this.#last.set(key, lines);
    }
    return found;
  }

  /** Lets go of all texts. */
  forget(): void {
    this.#last.clear();
  }

  #changed(lines: readonly string[], before: readonly string[]): string {
    const changed: string[] = [];
    for (const [index, line] of lines.entries()) {
      if (line !== before[index] && !this.#isPlain(line)) changed.push(lines[index - 1] ?? "", line);
    }
    return changed.join("\n");
  }
}
