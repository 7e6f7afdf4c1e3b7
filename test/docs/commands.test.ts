import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../../cli/commands.ts";
import manifest from "../../package.json" with { type: "json" };
import { blocksOf } from "./blocks.ts";
import { codeOf, pages, root } from "./pages.ts";

const lines = pages().flatMap((page) => codeOf(page).map((code) => ({ path: page.path, code })));

/** What follows a pattern on any page. A floor under their number shows a pattern that has ceased to match. */
function mentions(pattern: RegExp, least: number) {
  const found = lines.flatMap(({ path, code }) =>
    [...code.matchAll(pattern)].map(([call, name = "", rest = ""]) => ({ path, call, name, rest })),
  );
  expect(found.length, String(pattern)).toBeGreaterThan(least);
  return found;
}

test("Every flotilla command on a page exists, with its options and their choices", () => {
  const calls = mentions(/(?:^|npx |&& |\$ )flotilla ([a-z]+(?:-[a-z]+)*)((?: [^\s#|>&;`]+)*)/g, 50);
  const wrong = calls.flatMap(({ path, call, name, rest }) =>
    faultsOf(name, rest.trim().split(/\s+/)).map((fault) => `${path}: ${call}: ${fault}`),
  );
  expect(wrong).toEqual([]);
});

test("Every npm script on a page is in package.json", () => {
  const known = Object.keys(manifest.scripts);
  const wrong = mentions(/\bnpm run ([\w:]+)/g, 20).filter(({ name }) => !known.includes(name));
  expect(wrong).toEqual([]);
});

test("Every program that a page starts with node is there", () => {
  const wrong = mentions(/\bnode ((?:cli|docs|lab|bench)\/[\w/.-]+)/g, 10).filter(
    ({ name }) => !existsSync(join(root, name)),
  );
  expect(wrong).toEqual([]);
});

// Without --no-install npx asks a public registry for whatever has that name there; without npx there is nothing on PATH.
test("Every command that a page has somebody type takes the Flotilla that is there", () => {
  const typed = pages().flatMap(({ path, text }) =>
    blocksOf(text)
      .filter(({ language }) => language === "sh")
      .flatMap((block) => block.text.split("\n").map((line) => ({ path, line: line.replace(/#.*$/, "") }))),
  );
  const calls = typed.filter(({ line }) => /(^|[|&;(]\s*|\bnpx\b.*\s)flotilla\s/.test(line));
  expect(calls.length).toBeGreaterThan(50);
  expect(calls.filter(({ line }) => !/npx --no-install flotilla\s/.test(line))).toEqual([]);
  expect(lines.filter(({ code }) => /\bnpx flotilla\b/.test(code))).toEqual([]);
});

function faultsOf(name: string, words: readonly string[]): readonly string[] {
  const command = commands.find((each) => each.name === name);
  if (!command) return ["no such command"];
  return words.flatMap((word, index) => {
    const option = /^\[?--([a-z-]+)\]?$/.exec(word)?.[1];
    if (option === undefined || option === "help") return [];
    const known = command.options.find((each) => each.name === option);
    if (!known) return [`no option --${option}`];
    const value = words[index + 1] ?? "";
    const isChoice = !known.choices || /^[A-Z]/.test(value) || value.includes("|") || known.choices.includes(value);
    return isChoice ? [] : [`--${option} ${value} is no choice`];
  });
}
