import { expect, it } from "vitest";
import { policiesMarkdown } from "../../docs/generator/policies-markdown.ts";
import { rules } from "../../policies/rules.ts";
import { systemRules } from "../../policies/system.ts";

const text = policiesMarkdown(rules);

it("has a row, a section and both examples for every rule", () => {
  for (const { id, title, bad, good } of [...rules, ...systemRules]) {
    expect(text.split(`### ${id}\n`), id).toHaveLength(2);
    expect(text).toContain(`| [${id}](#${id.toLowerCase()}) |`);
    expect(text).toContain(title);
    for (const example of [bad, good]) expect(text).toContain(`\`\`\`yaml\n${example.trimEnd()}\n\`\`\``);
  }
});

it("names every area with words", () => {
  expect(text.match(/^## .*/gm)).toEqual([
    "## A fleet that has findings already",
    "## Mends",
    "## All rules",
    "## At the API server",
    "## Hierarchy",
    "## Networks",
    "## Profiles",
    "## Capacity",
    "## Architectures",
    "## Apps",
    "## Security",
    "## Repositories and names",
    "## Changes",
    "## The checking itself",
  ]);
});

it("ends every line without spaces and the text with one newline", () => {
  expect(text).not.toMatch(/[ \t]+$/m);
  expect(text).toMatch(/[^\n]\n$/);
});
