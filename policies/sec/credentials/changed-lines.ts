/** What a text says that one like it did not say. */

/** So many texts are remembered; the files and settings of a profile are some dozens. */
const MOST = 256;

/** So much of the first line says what kind of text it is: what follows may be the name of a site. */
const START = 16;

/** A line is read with so many before it, which may say what it is: `chpasswd:`, `expire: false`, `list: |`, and a user with a password. */
const CONTEXT = 3;

/** Characters that are compared at once. */
const PIECE = 256;

export interface LineReader {
  /** Whether a line can be passed over in one look. */
  readonly isPlain: (line: string) => boolean;
  /** Whether lines may say what the next one holds. */
  readonly leadsOn: (lines: string) => boolean;
  /** A line without what makes no difference. */
  readonly alike: (line: string) => string;
}

/** Harmless texts by their number of lines and the start of their first line. */
export class HarmlessLines {
  readonly #last = new Map<string, string>();
  /** Lines in which harmless texts differed, made alike. */
  readonly #parts = new Set<string>();
  readonly #reader: LineReader;

  constructor(reader: LineReader) {
    this.#reader = reader;
  }

  /**
   * What a search finds in the lines that the last harmless text of the same start did not have, each with those before
   * it; in the whole text where there is none. Files of thousands of servers differ in a few lines.
   */
  find<T>(text: string, search: (lines: string) => T | undefined): T | undefined {
    const start = text.slice(0, Math.min(START, endOfLine(text, 0)));
    const key = `${linesOf(text)} ${start}`;
    const ofSameLength = this.#last.get(key);
    const before = ofSameLength ?? this.#last.get(start);
    const changed =
      ofSameLength !== undefined
        ? this.#changed(text, ofSameLength)
        : before !== undefined
          ? this.#changedAnywhere(text, before)
          : text;
    const found = changed === "" ? undefined : this.#searched(changed, search);
    if (found === undefined) {
      if (this.#last.size >= MOST) this.#last.clear();
      this.#last.set(key, text).set(start, text);
    }
    return found;
  }

  /** Two kinds of a file, such as that of the first server and those of the others, differ in the same lines again and again. */
  #searched<T>(changed: string, search: (lines: string) => T | undefined): T | undefined {
    const lines = this.#reader.alike(changed);
    if (this.#parts.has(lines)) return undefined;
    const found = search(changed);
    if (found === undefined) {
      if (this.#parts.size >= MOST) this.#parts.clear();
      this.#parts.add(lines);
    }
    return found;
  }

  /** Lets go of all texts. */
  forget(): void {
    this.#last.clear();
    this.#parts.clear();
  }

  /** Both have the same number of lines; they are not taken apart, since nearly all of them are equal. */
  #changed(text: string, before: string): string {
    const changed = new ChangedLines(text, this.#reader);
    let was = 0;
    let at = 0;
    while (at <= text.length) {
      const skipped = equalLines(text, at, before, was);
      for (let line = 0, from = at; line < CONTEXT && from < at + skipped; line++) from = changed.add(from, false);
      at += skipped;
      was += skipped;
      if (at > text.length) break;
      const wasEnd = endOfLine(before, was);
      at = changed.add(at, this.#differs(text.slice(at, endOfLine(text, at)), before.slice(was, wasEnd)));
      was = wasEnd + 1;
    }
    return changed.text;
  }

  /** A text with more or fewer lines has the same ones elsewhere, where the line before says what they belong to. */
  #changedAnywhere(text: string, before: string): string {
    const changed = new ChangedLines(text, this.#reader);
    const known = new Set(pairsOf(before));
    let at = 0;
    for (const pair of pairsOf(text)) at = changed.add(at, !known.has(pair));
    return changed.text;
  }

  #differs(now: string, was: string): boolean {
    return now !== was && this.#reader.alike(now) !== this.#reader.alike(was);
  }
}

/** Gathers new lines of a text with those around that they may belong to. */
class ChangedLines {
  readonly #text: string;
  readonly #reader: LineReader;
  readonly #parts: string[] = [];
  /** Lines with those before them, made alike: a list of servers says the same of each. */
  readonly #looked = new Set<string>();
  #written = 0;
  /** Of so many lines from here, one before them is new. */
  #near = 0;

  constructor(text: string, reader: LineReader) {
    this.#text = text;
    this.#reader = reader;
  }

  /** @returns where the next line starts */
  add(start: number, isNew: boolean): number {
    const end = endOfLine(this.#text, start);
    if (isNew) this.#near = CONTEXT + 1;
    if (this.#near > 0) {
      this.#near--;
      const context = this.#startOfContext(start);
      if (!this.#isHarmless(context, start, end) && this.#isFirst(context, end)) {
        this.#parts.push(this.#text.slice(Math.max(this.#written, context), end));
        this.#written = end + 1;
      }
    }
    return end + 1;
  }

  get text(): string {
    return this.#parts.join("\n");
  }

  #isHarmless(context: number, start: number, end: number): boolean {
    const { isPlain, leadsOn } = this.#reader;
    return isPlain(this.#text.slice(start, end)) && !leadsOn(this.#text.slice(context, start));
  }

  #isFirst(context: number, end: number): boolean {
    const known = this.#looked.size;
    return this.#looked.add(this.#reader.alike(this.#text.slice(context, end))).size > known;
  }

  #startOfContext(start: number): number {
    let from = start;
    for (let line = 0; line < CONTEXT && from > 0; line++) {
      from = from < 2 ? 0 : this.#text.lastIndexOf("\n", from - 2) + 1;
    }
    return from;
  }
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end < 0 ? text.length : end;
}

function linesOf(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** Length of the whole lines that both have from there on, with their ends. */
function equalLines(text: string, at: number, before: string, was: number): number {
  let same = 0;
  const most = Math.min(text.length - at, before.length - was);
  // Pieces are compared in machine code, characters are not.
  while (same + PIECE <= most && isSame(text, at + same, before, was + same)) same += PIECE;
  while (same < most && text.charCodeAt(at + same) === before.charCodeAt(was + same)) same++;
  if (same === text.length - at && same === before.length - was) return same + 1;
  return same === 0 ? 0 : Math.max(0, text.lastIndexOf("\n", at + same - 1) + 1 - at);
}

function isSame(text: string, at: number, before: string, was: number): boolean {
  return text.slice(at, at + PIECE) === before.slice(was, was + PIECE);
}

function pairsOf(text: string): readonly string[] {
  const lines = text.split("\n");
  return lines.map((line, index) => `${lines[index - 1] ?? ""}\n${line}`);
}
