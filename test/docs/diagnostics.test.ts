import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { codeFamilies } from "../../docs/generator/diagnostic-codes.ts";
import { sourceFiles } from "../../docs/generator/source-files.ts";
import { root } from "./pages.ts";

const families = /"((?:load|address|port|cluster|build|engine|lower|plan|shape|git|oci)\/[a-z-]+)"/g;

const used = new Set(
  sourceFiles(root)
    .filter(({ path }) => /^(constructs|engines|compiler|git|oci|pipeline|enroll|stacks|cli)\//.test(path))
    .flatMap(({ text }) => [
      ...[...text.matchAll(families)].map(([, code = ""]) => code),
      ...[...text.matchAll(/\bcode: (?:\w+ \? )?"([a-z]+\/[a-z-]+)"/g)].map(([, code = ""]) => code),
    ]),
);
const documented = codeFamilies.flatMap(({ codes }) => Object.keys(codes));

test("Every code of the program is documented, and every documented code is used", () => {
  expect([...used].sort()).toEqual([...documented].sort());
});

test("The page of diagnostics has a row for every code", () => {
  const page = readFileSync(join(root, "docs/diagnostics.md"), "utf8");
  expect(documented.filter((code) => !page.includes(`| \`${code}\` |`))).toEqual([]);
});
