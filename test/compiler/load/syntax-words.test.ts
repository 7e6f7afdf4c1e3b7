import { expect, test } from "vitest";
import { z } from "zod";
import { checkFile } from "../../../compiler/load/check-file.ts";
import { parseYaml } from "../../../compiler/load/parse-yaml.ts";

/** Each fault as `line:column message | hint`. */
function faults(text: string): readonly string[] {
  const result = parseYaml("f.yaml", text);
  if (!("diagnostics" in result)) return [];
  return result.diagnostics.map(({ at, message, hint }) => {
    const { line = 0, column = 0 } = at?.position ?? {};
    return `${line}:${column} ${message.replace(/, expected YAML 1\.2$/, "")}${hint ? ` | ${hint}` : ""}`;
  });
}

test.each([
  ["a tab", "a:\n\tb: 1\n", "2:1 a tab as indentation | indent with spaces"],
  ["a colon in a value", "a: b: c # x\n", '1:4 a second colon in a value | put it in quotes: "b: c"'],
  ["an open list", "x: 1\na: [1, 2\nb: 3\n", "2:4 a [ that is not closed | close it with ]"],
  ["an open mapping", "a: { b: [1], c: 1\nc: 2\n", "1:4 a { that is not closed | close it with }"],
  ["an open double quote", 'x: "1"\na: "abc\nb: 1\n', '2:4 a " that is not closed | end the text with "'],
  ["an open single quote", "a: 'abc\nb: 1\nc: d\n", "1:4 a ' that is not closed | end the text with '"],
  [
    "an indentation of its own",
    "a:\n  b: 1\n c: 2\n",
    "3:2 a line indented by 1, and no line above it is | begin it in the same column as its neighbours above",
  ],
  [
    "an item too far in",
    "a:\n  - b: 1\n   c: 2\n",
    "3:4 a line indented by 3, and no line above it is | begin it in the same column as its neighbours above",
  ],
  ["a key twice", "a: 1\na: 2\n", "2:1 the key a is here twice | keep one of the two keys"],
  [
    "an item without its dash",
    "a:\n  - name: x\n    b: 1\n    c: [1]\n    name: y\n    b: 2\n    c: [2]\nd: 1\n",
    "5:5 the key name is here twice, as if another item of the list began | put the dash of the item before it:   - name: y",
  ],
  [
    "a key twice in an item",
    "a:\n  - name: x\n    b: 1\n    b: 2\n",
    "4:5 the key b is here twice | keep one of the two keys",
  ],
  [
    "no colon",
    "a: 1\nb\nc: 2\n",
    "2:1 a line without a key and a colon | write key: value, or join it to the line above",
  ],
  ["no space behind a colon", "a: 1\nb:2\nc: 3\n", "2:1 no space behind a colon | write b: 2"],
  ["no space behind a dash", "a:\n  -b\n  -c: 1\n", "2:3 no space behind a dash | write - b"],
  ["a reserved character", "a: @foo\n", '1:4 a value that begins with @ | put it in quotes: "@foo"'],
  ["a missing comma", "a: { b: 1 c: 2 }\n", "1:10 two entries without a comma between them | put a comma here"],
  [
    "an item among keys",
    "a: 1\n- b\n",
    "2:1 an item of a list among the keys of a mapping | indent the list below its key, or take the dash away",
  ],
  ["text behind a quote", 'a: "x" y\n', "1:8 text behind a value that has ended | put the whole value in quotes"],
  [
    "an unknown escape",
    'a: "\\q"\n',
    "1:5 \\q in double quotes, which is no escape | write \\\\ for a backslash, or use single quotes",
  ],
  ["an alias of nothing", "a: *foo\n", '1:4 *foo, which names no anchor | put it in quotes: "*foo"'],
  ["a template", "b: 1\na: {{ x }}\n", '2:4 {{, which is a mapping in a mapping | put it in quotes: "{{ x }}"'],
  [
    "an unfinished merge",
    "a: 0\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> feature\n",
    "2:1 a merge that was not finished | keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>",
  ],
])("One slip is one fault, in plain words, where it was made: %s", (_, text, expected) => {
  expect(faults(text)).toEqual([expected]);
});

test("Slips on different lines are told together", () => {
  expect(faults("a: @x\nb: @y\n")).toHaveLength(2);
});

test("A typo in a required key is one fault: it was told as unknown and as missing", () => {
  const schema = z.strictObject({ kind: z.string(), name: z.string() });
  expect(checkFile("f.yaml", schema, { kynd: "a", name: "b" })).toMatchObject({
    diagnostics: [{ code: "load/unknown-key", hint: "did you mean kind?" }],
  });
  const { diagnostics } = checkFile("f.yaml", schema, { kynd: "a" }) as { readonly diagnostics: readonly object[] };
  expect(diagnostics).toHaveLength(2);
});
