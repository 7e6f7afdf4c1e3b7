/** Faults of YAML in the words of whoever wrote the file: one slip is one fault, where it was made, with the likely mend. */

import type { Position } from "../../model/source.ts";
import { LOST_DASH, withLostDashes } from "./lost-dash.ts";
import type { ReaderError } from "./reader-error.ts";

export interface SyntaxFault {
  readonly message: string;
  readonly position: Position;
  readonly hint?: string;
}

interface Case {
  /** Of npm yaml's codes and messages. */
  readonly when: RegExp;
  readonly told: (line: string, error: ReaderError, before: string) => SyntaxFault | undefined;
}

/** In the order of precedence: what a reader stumbles over later on the same line follows from the first slip. */
const cases: readonly Case[] = [
  {
    when: /^TAB_AS_INDENT/,
    told: (_, { position }) => ({ message: "a tab as indentation", position, hint: "indent with spaces" }),
  },
  {
    when: /^MULTIPLE_DOCS/,
    told: (_, { position }) => ({
      message: "a second document begins here",
      position,
      hint: "put what follows into a file of its own",
    }),
  },
  {
    when: new RegExp(`^${LOST_DASH}`),
    told: (line, { position }) => ({
      message: `the key ${keyAt(line, position.column)} is here twice, as if another item of the list began`,
      position,
      hint: `put the dash of the item before it: ${line.slice(0, position.column - 3)}- ${line.slice(position.column - 1).trim()}`,
    }),
  },
  {
    when: /^DUPLICATE_KEY/,
    told: (line, { position }) => ({
      message: `the key ${keyAt(line, position.column)} is here twice`,
      position,
      hint: "keep one of the two keys",
    }),
  },
  {
    when: /^BAD_SCALAR_START|^BLOCK_AS_IMPLICIT_KEY/,
    told: (line, { code, position }) => {
      const before = line.slice(0, position.column - 1);
      const inBrackets = /[[{]/.test(before);
      const value = line
        .slice(position.column - 1)
        .replace(inBrackets ? /\s*[,}\]].*$/ : /\s+#.*$/, "")
        .trim();
      if (code === "BLOCK_AS_IMPLICIT_KEY" && !/:(?:\s|$)/.test(value)) return anotherIndentation(line, position);
      const found = code === "BAD_SCALAR_START" ? `a value that begins with ${value[0]}` : "a second colon in a value";
      return { message: found, position, hint: `put it in quotes: ${JSON.stringify(value)}` };
    },
  },
  { when: /block-seq-ind/, told: listAmongKeys },
  { when: /^MISSING_CHAR: Missing closing/, told: openQuote },
  { when: /^BAD_INDENT: Flow|^MISSING_CHAR: .*(must|expected).*[\]}]/i, told: openBracket },
  { when: /^BLOCK_IN_FLOW|^UNEXPECTED_TOKEN/, told: missingComma },
  {
    when: /^UNEXPECTED_TOKEN: Unexpected scalar at node end/,
    told: (_, { position }) => ({
      message: "text behind a value that has ended",
      position,
      hint: "put the whole value in quotes",
    }),
  },
  {
    when: /^BAD_DQ_ESCAPE/,
    told: (line, { position }) => ({
      message: `${line.slice(position.column - 1, position.column + 1)} in double quotes, which is no escape`,
      position,
      hint: "write \\\\ for a backslash, or use single quotes",
    }),
  },
  { when: /MULTILINE_IMPLICIT_KEY|^MISSING_CHAR: Implicit/, told: lineWithoutKey },
  {
    when: /^BAD_INDENT|Sequence item without/,
    told: (line, { position }) => ({
      message: `a line indented by ${line.search(/\S|$/)}, and no line above it is`,
      position: { line: position.line, column: line.search(/\S|$/) + 1 },
      hint: "begin it in the same column as its neighbours above",
    }),
  },
];

/**
 * @param text of the whole file
 * @param errors as npm yaml tells them, in order
 */
export function syntaxFaults(text: string, errors: readonly ReaderError[]): readonly SyntaxFault[] {
  const lines = text.split(/\r?\n/);
  const conflict = lines.findIndex((line) => /^(<{7}|>{7}) /.test(line));
  if (conflict >= 0) {
    const hint = "keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>";
    return [{ message: "a merge that was not finished", position: { line: conflict + 1, column: 1 }, hint }];
  }
  const byLine = Map.groupBy(withoutConsequences(withLostDashes(errors, lines)), ({ position }) => position.line);
  const faults = [...byLine.values()].map((own) => faultOf(own, lines, text));
  // What follows an open quote or bracket is read as part of it.
  const open = faults.findIndex(({ message }) => /is not closed$/.test(message));
  return open >= 0 ? faults.slice(0, open + 1) : faults;
}

/** Of one value, after which the reader still knows where it is. */
const local: ReadonlySet<string> = new Set(["BAD_DQ_ESCAPE", "BAD_SCALAR_START", "DUPLICATE_KEY", LOST_DASH]);

/** The reader goes on after a fault of the structure and stumbles over what was right: only the first of them is true. */
function withoutConsequences(errors: readonly ReaderError[]): readonly ReaderError[] {
  const last = Math.min(...errors.filter(({ code }) => !local.has(code)).map(({ position }) => position.line));
  return errors.filter(({ position }) => position.line <= last).toSorted((a, b) => a.position.line - b.position.line);
}

function faultOf(errors: readonly ReaderError[], lines: readonly string[], text: string): SyntaxFault {
  for (const { when, told } of cases) {
    for (const error of errors) {
      if (!when.test(`${error.code}: ${error.message}`)) continue;
      const before = lines.slice(0, error.position.line).join("\n");
      const fault = told(lines[error.position.line - 1] ?? "", error, error.code === "MISSING_CHAR" ? text : before);
      if (fault) return fault;
    }
  }
  const [{ message, position }] = errors as [ReaderError];
  return { message: message.replace(/\.$/, ""), position };
}

function keyAt(line: string, column: number): string {
  return /^(?:"[^"]*"|'[^']*'|[^:\s]+)/.exec(line.slice(column - 1))?.[0] ?? "of this line";
}

/** The value of the line is taken for the key of the next one, or the line for a part of the one before. */
function anotherIndentation(line: string, { line: number }: Position): SyntaxFault {
  return {
    message: "a line that does not begin where its neighbours do, or the one below it does not",
    position: { line: number, column: line.search(/\S|$/) + 1 },
    hint: "begin all keys of a mapping in the same column",
  };
}

function listAmongKeys(line: string, { position }: ReaderError): SyntaxFault {
  const column = line.indexOf("-") + 1;
  return {
    message: "an item of a list among the keys of a mapping",
    position: { line: position.line, column },
    hint: "indent the list below its key, or take the dash away",
  };
}

function lineWithoutKey(line: string, { position }: ReaderError): SyntaxFault {
  const column = line.search(/\S|$/) + 1;
  const at = { line: position.line, column };
  const [, key, value] = /^\s*(?:- )?([\w.-]+):(\S.*)$/.exec(line) ?? [];
  if (key !== undefined) return { message: "no space behind a colon", position: at, hint: `write ${key}: ${value}` };
  const [, item] = /^\s*-([^\s-].*)$/.exec(line) ?? [];
  if (item !== undefined) return { message: "no space behind a dash", position: at, hint: `write - ${item}` };
  return {
    message: "a line without a key and a colon",
    position: at,
    hint: "write key: value, or join it to the line above",
  };
}

/** Where the quote that nothing ends begins: the first line with an odd number of it. */
function openQuote(_: string, { message, position }: ReaderError, text: string): SyntaxFault {
  const quote = message.includes("'") && !message.includes('"') ? "'" : '"';
  const lines = text.split(/\r?\n/);
  const odd = lines.findIndex((line) => (line.replace(/\\./g, "").split(quote).length - 1) % 2 === 1);
  const at = odd < 0 ? position : { line: odd + 1, column: (lines[odd] ?? "").indexOf(quote) + 1 };
  return { message: `a ${quote} that is not closed`, position: at, hint: `end the text with ${quote}` };
}

const closing: Readonly<Record<string, string>> = { "[": "]", "{": "}" };

/** Where the last bracket that nothing closes is. */
function openBracket(_: string, { position }: ReaderError, before: string): SyntaxFault | undefined {
  const open: { readonly bracket: string; readonly offset: number }[] = [];
  const end = before.lastIndexOf("\n");
  const text = position.column === 1 && end >= 0 ? before.slice(0, end) : before;
  // Quoted texts and comments may hold any bracket.
  for (const { 0: found, index } of text.matchAll(/"(?:\\.|[^"\\])*"|'[^']*'|(?<=^|\s)#.*|[[\]{}]/gm)) {
    if (closing[found]) open.push({ bracket: found, offset: index });
    else if (found === "]" || found === "}") open.pop();
  }
  const last = open.at(-1);
  if (!last) return undefined;
  const head = text.slice(0, last.offset).split("\n");
  const at = { line: head.length, column: (head.at(-1)?.length ?? 0) + 1 };
  return {
    message: `a ${last.bracket} that is not closed`,
    position: at,
    hint: `close it with ${closing[last.bracket]}`,
  };
}

/** Between two entries inside of brackets: `{ a: 1 b: 2 }`, `[1 2, "x" y]`. */
function missingComma(line: string, { position }: ReaderError): SyntaxFault | undefined {
  const before = line.slice(0, position.column - 1);
  if (!/[[{]/.test(before)) return undefined;
  const [, first] = /^(\S+)\s+[\w."'-]+:/.exec(line.slice(position.column - 1)) ?? [];
  const column = position.column + (first?.length ?? 0);
  return {
    message: "two entries without a comma between them",
    position: { line: position.line, column },
    hint: "put a comma here",
  };
}
