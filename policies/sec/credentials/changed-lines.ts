/** What a text says that one like it did not say. */

/** So many texts are remembered; the files and settings of a profile are some dozens. */
const MOST = 256;

/** Harmless texts by their number of lines and their first line. */
export class HarmlessLines {
  readonly #last = new Map<string, readonly string[]>();

  /**
   * Lines worth looking at that the last harmless text of the same first line and length did not have, each with the one
   * before it; the whole text where there is none. Files of thousands of servers differ in a few lines.
   */
  changed(text: string, isPlain: (line: string) => boolean): string {
    const lines = text.split("\n");
    const before = this.#last.get(keyOf(lines));
    if (before === undefined) return text;
    const found: string[] = [];
    for (const [index, line] of lines.entries()) {
      if (line === before[index] || isPlain(line)) continue;
      found.push(lines[index - 1] ?? "", line);
    }
    return found.join("\n");
  }

  remember(text: string): void {
    if (this.#last.size >= MOST) this.#last.clear();
    const lines = text.split("\n");
    this.#last.set(keyOf(lines), lines);
  }
}

function keyOf(lines: readonly string[]): string {
  return `${lines.length} ${lines[0]}`;
}
