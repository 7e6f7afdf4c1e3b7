import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Step } from "../../model/source.ts";
import { rules } from "../../policies/rules.ts";
import { runExample } from "./run-example.ts";

/** What a test says of one finding: where it points, as `file path.to.node`, and its text. */
export interface Expected {
  readonly at?: string;
  readonly subject?: string;
  readonly message: string;
}

/** Findings of one rule on an example, in the words of a test. */
export function findings(id: string, text: string): readonly Expected[] {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  return runExample(rule.scope, [rule], text).map(shown);
}

function shown({ message, at, subjects }: Diagnostic): Expected {
  const subject = subjects[0];
  return {
    ...(at && { at: `${at.file} ${steps(at.path)}`.trim() }),
    ...(subject !== undefined && { subject }),
    message,
  };
}

function steps(path: readonly Step[]): string {
  return path.join(".");
}

/** Expects exactly these findings, in any order. */
export function expectFindings(id: string, text: string, expected: readonly Expected[]): void {
  const order = (list: readonly Expected[]) => list.toSorted((a, b) => (a.message < b.message ? -1 : 1));
  expect(order(findings(id, text))).toEqual(order(expected));
}

/** One test for each rule of an area: what it says of its own bad example, to the letter. */
export function expectBadExamples(expected: Readonly<Record<string, readonly Expected[]>>): void {
  describe("the bad example", () => {
    it.each(Object.entries(expected))("of %s is told in these words and points there", (id, own) => {
      expectFindings(id, rules.find((each) => each.id === id)?.bad ?? "", own);
    });
  });
}
