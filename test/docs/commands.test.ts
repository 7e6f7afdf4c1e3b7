import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../../cli/commands.ts";
import manifest from "../../package.json" with { type: "json" };
import { codeOf, pages, root } from "./pages.ts";

const lines = pages().flatMap((page) => codeOf(page).map((code) => ({ path: page.path, code })));

test("Every flotilla command on a page exists, with its options and their choices", () => {
  const wrong = lines.flatMap(({ path, code }) =>
    [...code.matchAll(/(?:^|npx |&& |\$ )flotilla ([a-z]+)((?: [^\s#|>&;`]+)*)/g)].flatMap(
      ([call, name = "", rest = ""]) =>
        faultsOf(name, rest.trim().split(/\s+/)).map((fault) => `${path}: ${call}: ${fault}`),
    ),
  );
  expect(wrong).toEqual([]);
});

test("Every npm script on a page is in package.json", () => {
  const known = Object.keys(manifest.scripts);
  const wrong = lines.flatMap(({ path, code }) =>
    [...code.matchAll(/\bnpm run ([\w:]+)/g)]
      .map(([, script = ""]) => script)
      .filter((script) => !known.includes(script))
      .map((script) => `${path}: ${script}`),
  );
  expect(wrong).toEqual([]);
});

test("Every program that a page starts with node is there", () => {
  const wrong = lines.flatMap(({ path, code }) =>
    [...code.matchAll(/\bnode ((?:cli|docs|lab|bench)\/[\w/.-]+)/g)]
      .map(([, file = ""]) => file)
      .filter((file) => !existsSync(join(root, file)))
      .map((file) => `${path}: ${file}`),
  );
  expect(wrong).toEqual([]);
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
