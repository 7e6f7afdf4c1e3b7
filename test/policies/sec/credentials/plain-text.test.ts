import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPlain } from "../../../../policies/sec/credentials/plain-text.ts";
import { leaks } from "./leaks.ts";

/** The same said by expressions, which take five times as long. */
const tokens = /(?:^|[^\w+/-])(?=[\w+/-]{16})[\w+/-]*?[A-Z_+]|[0-9a-f]{24}|@/;
const words = /pass|pwd|psk|secret|token|cred|key|auth|bearer|salt|pepper|nonce|seed|dsn|sas|jwt|BEGIN|curl|machine/i;

const piece = fc.constantFrom(
  ..."aZ_+/-.:@ 0f",
  "deadbeef",
  "registry",
  "Pass",
  "seCret",
  "token",
  "ke",
  "y",
  "BEGIN",
  "curl",
  "ä",
  "\u0570",
);

describe("A text is plain", { tags: ["property"] }, () => {
  test("when no expression for tokens and no word for them is in it", () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        fc.pre(text.length >= 8 && text.length < 200);
        expect(isPlain(text)).toBe(!tokens.test(text) && !words.test(text));
      }),
      { numRuns: 3000 },
    );
  });
});

test("No credential of the corpus is plain", () => {
  expect(leaks(7).filter(({ text }) => isPlain(text))).toEqual([]);
});
