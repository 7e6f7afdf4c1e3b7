/** What a text says that one like it did not say. */

import { isPlain } from "./credential.ts";

/** Texts of so many lengths are remembered; servers of one profile have a handful. */
const MOST = 64;

/** Texts of one kind, of which the harmless ones are remembered. */
export class HarmlessLines {
  readonly #last = new Map<number, readonly string[]>();

  /**
   * Lines worth looking at that the last harmless text of the same number of lines did not have, each with the one before it; the whole text
   * where there is none. Files of thousands of servers differ in a few lines.
   */
  changed(text: string): string {
    const lines = text.split("\n");
    const before = this.#last.get(lines.length);
    if (before === undefined) return text;
    const isNew = (index: number) => lines[index] !== before[index];
    if (lines.every((line, index) => !isNew(index) || isPlain(line))) return "";
    return lines.filter((_, index) => isNew(index) || isNew(index + 1)).join("\n");
  }

  remember(text: string): void {
    if (this.#last.size >= MOST) this.#last.clear();
    const lines = text.split("\n");
    this.#last.set(lines.length, lines);
  }
}
