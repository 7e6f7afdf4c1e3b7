/** What a text says that one like it did not say. */

/** So many texts are remembered; the files and settings of a profile are some dozens. */
const MOST = 256;

/** So much of the first line says what kind of text it is: what follows may be the name of a site. */
const START = 16;

/** A line is read with so many before it, which may say what it is: `chpasswd:`, `expire: false`, `list: |`, and a user with a password. */
const CONTEXT = 3;

export interface LineReader {
  /** Whether a line can be passed over in one look. */
  readonly isPlain: (line: string) => boolean;
  /** Whether a line may say what the next ones hold. */
  readonly leadsOn: (line: string) => boolean;
  /** A line without what makes no difference. */
  readonly alike: (line: string) => string;
}

/** Harmless texts by their number of lines and the start of their first line. */
export class HarmlessLines {
  readonly #last = new Map<string, readonly string[]>();
  readonly #reader: LineReader;

  constructor(reader: LineReader) {
    this.#reader = reader;
  }

  /**
   * What a search finds in the lines that the last harmless text of the same start did not have, each with those before
   * it; in the whole text where there is none. Files of thousands of servers differ in a few lines.
   */
  find<T>(text: string, search: (lines: string) => T | undefined): T | undefined {
    const lines = text.split("\n");
    const start = lines[0]?.slice(0, START) ?? "";
    const key = `${lines.length} ${start}`;
    const before = this.#last.get(key) ?? this.#last.get(start);
    const changed = before === undefined ? text : this.#changed(lines, before);
    const found = changed === "" ? undefined : search(changed);
    if (found === undefined) {
      if (this.#last.size >= MOST) this.#last.clear();
      this.#last.set(key, lines).set(start, lines);
    }
    return found;
  }

  /** Lets go of all texts. */
  forget(): void {
    this.#last.clear();
  }

  #changed(lines: readonly string[], before: readonly string[]): string {
    const isNew = lines.length === before.length ? this.#differs(before) : differsAnywhere(before);
    const changed: string[] = [];
    let written = 0;
    let newest = -Infinity;
    for (let index = 0; index < lines.length; index++) {
      if (isNew(lines, index)) newest = index;
      if (index - newest > CONTEXT || this.#isHarmless(lines, index)) continue;
      changed.push(...lines.slice(Math.max(written, index - CONTEXT), index + 1));
      written = index + 1;
    }
    return changed.join("\n");
  }

  #isHarmless(lines: readonly string[], index: number): boolean {
    const { isPlain, leadsOn } = this.#reader;
    return isPlain(lines[index] ?? "") && !lines.slice(Math.max(0, index - CONTEXT), index).some(leadsOn);
  }

  #differs(before: readonly string[]) {
    const { alike } = this.#reader;
    return (lines: readonly string[], index: number) => {
      const [now, was] = [lines[index] ?? "", before[index] ?? ""];
      return now !== was && alike(now) !== alike(was);
    };
  }
}

/** A text with more or fewer lines has the same ones elsewhere, where the line before says what they belong to. */
function differsAnywhere(before: readonly string[]) {
  const pairs = new Set(before.map((_, index) => pairAt(before, index)));
  return (lines: readonly string[], index: number) => !pairs.has(pairAt(lines, index));
}

function pairAt(lines: readonly string[], index: number): string {
  return `${lines[index - 1] ?? ""}\n${lines[index] ?? ""}`;
}
