import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { editText } from "../../../compiler/mend/edit-text.ts";
import type { Edit } from "../../../model/mend.ts";
import type { Step } from "../../../model/source.ts";

const at = (...path: readonly Step[]) => ({ file: "a.yaml", path });
const value = (to: string | number, ...path: readonly Step[]): Edit => ({ kind: "value", at: at(...path), to });
const key = (to: string, ...path: readonly Step[]): Edit => ({ kind: "key", at: at(...path), to });
const quotes = (...path: readonly Step[]): Edit => ({ kind: "quotes", at: at(...path) });
const removal = (...path: readonly Step[]): Edit => ({ kind: "removal", at: at(...path) });

describe("An edit changes its place and nothing else", () => {
  test.each<[string, string, readonly Edit[], string]>([
    ["a plain value", "a: Cluster # why\n", [value("cluster", "a")], "a: cluster # why\n"],
    ["a value in double quotes", 'a: { b: "Q" }\n', [value("q", "a", "b")], 'a: { b: "q" }\n'],
    ["a value in single quotes", "a: 'Q' \n", [value("it's", "a")], "a: 'it''s' \n"],
    ["a value that needs quotes", "[a, b]\n", [value("c: d", 0)], '["c: d", b]\n'],
    ["quotes taken away", 'a: "12"\n', [value(12, "a")], "a: 12\n"],
    ["a number as text, as it is written", "a: 1.10\nb: 1\n", [quotes("a")], 'a: "1.10"\nb: 1\n'],
    ["a key", "a:\n  lables: { b: 1 } # c\n", [key("labels", "a", "lables")], "a:\n  labels: { b: 1 } # c\n"],
    [
      "an item of several",
      "a:\n  # x\n  - { b: 1 }\n  # y\n  - b: 2 # z\n    c: 3\n\n  - b: 4\nd: 1\n",
      [removal("a", 1)],
      "a:\n  # x\n  - { b: 1 }\n  # y\n\n  - b: 4\nd: 1\n",
    ],
    ["the only item", "a:\n  - b: 1\n    c: 2\nd: 1\n", [removal("a", 0)], "a: []\nd: 1\n"],
    ["all items", "a:\n  - 1\n  - 2\n", [removal("a", 0), removal("a", 1)], "a: []\n"],
    ["ends of lines of Windows", "a: B\r\nc: D\r\n", [value("b", "a")], "a: b\r\nc: D\r\n"],
    [
      "several at once",
      "a: [X, U]\nb: Z",
      [value("x", "a", 0), value("z", "b"), value("u", "a", 1)],
      "a: [x, u]\nb: z",
    ],
  ])("%s", (_, text, edits, expected) => {
    expect(editText(text, edits)).toMatchObject({ text: expected, made: { length: edits.length } });
    expect(load(expected)).toBeDefined();
  });

  test.each<[string, string, Edit]>([
    ["is behind an alias", "a: &x { b: C }\nd: *x\n", value("c", "d", "b")],
    ["would change another place by an anchor", "a: &x { b: C }\nd: *x\n", value("c", "a", "b")],
    ["is a block of text", "a: |\n  B\n", value("b", "a")],
    ["is not there", "a: B\n", value("b", "c", "d")],
    ["is a mapping", "a: { b: 1 }\n", value("b", "a")],
    ["is a key that is there already", "a: 1\nb: 2\n", key("b", "a")],
    ["would take comments with it", "a:\n  # why\n  - 1\n", removal("a", 0)],
    ["is in a list on one line", "a: [1, 2]\n", removal("a", 0)],
    ["is in a text that is no YAML", "a: [B\n", value("b", "a", 0)],
  ])("and is left out where its place %s", (_, text, edit) => {
    expect(editText(text, [edit])).toEqual({ text, made: [] });
  });
});

/** Paths of all texts of a document. */
function texts(node: unknown, path: readonly Step[] = []): readonly (readonly Step[])[] {
  if (typeof node === "string") return [path];
  if (Array.isArray(node)) return node.flatMap((each, index) => texts(each, [...path, index]));
  return typeof node === "object" && node !== null
    ? Object.entries(node).flatMap(([name, each]) => texts(each, [...path, name]))
    : [];
}

const root = join(import.meta.dirname, "../../../sites/guangdong");
const files = readdirSync(root).map((name) => readFileSync(join(root, name), "utf8"));

describe("In every file of the sample fleet", { tags: ["property"] }, () => {
  test("any text can be another one, and nothing else differs by a letter; the same edit again changes nothing", () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), fc.string({ minLength: 1, maxLength: 12 }), (text, pick, to) => {
        const all = texts(load(text));
        const path = all[pick % all.length] as readonly Step[];
        const edit = value(to, ...path);
        const edited = editText(text, [edit]);
        expect(edited.made).toEqual([edit]);
        const before = path.reduce<unknown>((node, step) => (node as Record<Step, unknown>)[step], load(text));
        expect(editText(edited.text, [value(String(before), ...path)]).text.length).toBeLessThanOrEqual(
          text.length + 2,
        );
        expect(editText(edited.text, [edit]).text).toBe(edited.text);
        const [lines, now] = [text.split("\n"), edited.text.split("\n")];
        expect(now).toHaveLength(lines.length);
        expect(now.filter((line, index) => line !== lines[index]).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
