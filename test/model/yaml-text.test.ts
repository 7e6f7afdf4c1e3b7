import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { load, YAML11_SCHEMA } from "js-yaml";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { appendYaml, yamlBlock, yamlText } from "../../model/yaml-text.ts";
import { HOSTILE_STRINGS } from "./hostile-strings.ts";

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  "yaml, version 1.2": (text) => parse(text, { version: "1.2" }),
  "yaml, version 1.1": (text) => parse(text, { version: "1.1" }),
  "js-yaml, version 1.2": (text) => load(text),
  "js-yaml, version 1.1": (text) => load(text, { schema: YAML11_SCHEMA }),
};

/** The readers that do not find `value` in its text, with what they find instead. */
function misreadings(value: unknown): readonly string[] {
  const text = yamlText(value);
  return Object.entries(READERS).flatMap(([reader, read]) => {
    const back = attempt(() => read(text));
    return isDeepStrictEqual(back, value) ? [] : [`${reader}: ${JSON.stringify(back)} from ${JSON.stringify(text)}`];
  });
}

function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return String(error);
  }
}

describe("every reader finds the value that was written", () => {
  test("there are hostile strings of every sort to try, none of them twice", () => {
    expect(HOSTILE_STRINGS.length).toBeGreaterThan(111);
    expect(new Set(HOSTILE_STRINGS).size).toBe(HOSTILE_STRINGS.length);
  });

  test.for([
    ["a document", (text: string): unknown => text],
    ["a value", (text: string): unknown => ({ a: text, b: text })],
    ["a key", (text: string): unknown => entry(text, "a")],
    ["a key over a mapping", (text: string): unknown => entry(text, { a: { b: "c" } })],
    ["a key over a list", (text: string): unknown => entry(text, ["a", "b"])],
    ["an item", (text: string): unknown => [text, text]],
    ["a key in an item", (text: string): unknown => [entry(text, 1), { a: 1, ...entry(text, text) }]],
    ["a nested value", (text: string): unknown => ({ a: { b: [{ c: text, d: [text, [text, [text]]] }], e: text } })],
  ] as const)("of a hostile string as %s", ([, place]) => {
    expect(HOSTILE_STRINGS.flatMap((text) => misreadings(place(text)))).toEqual([]);
  });

  test("of any text, among them texts made of YAML's own signs", { tags: "property" }, () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(misreadings({ [value]: value, list: [value] })).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test("of any tree of plain values", { tags: "property" }, () => {
    fc.assert(
      fc.property(tree, (value) => {
        expect(misreadings(value)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test("of numbers that are written with an exponent", () => {
    expect([1e21, 1e-7, -1e21, 1.5e300, 5e-324, Number.MAX_VALUE, 0.1, -3, 2 ** 53].flatMap(misreadings)).toEqual([]);
  });
});

describe("the text", () => {
  test("is the block style of kubectl, keys in the order given", () => {
    const deployment = {
      kind: "Deployment",
      apiVersion: "apps/v1",
      metadata: { name: "checkout", labels: {}, annotations: undefined },
      spec: {
        containers: [
          {
            name: "checkout",
            image: "registry.panji.example/retail/checkout:2.4.1",
            args: ["--v=2", "-e5"],
            ports: [],
          },
        ],
        matrix: [[1, 2], [true]],
        script: "set -e\n\nrun\n",
      },
    };
    expect(yamlText(deployment)).toBe(`kind: Deployment
apiVersion: apps/v1
metadata:
  name: checkout
  labels: {}
spec:
  containers:
  - name: checkout
    image: registry.panji.example/retail/checkout:2.4.1
    args:
    - --v=2
    - "-e5"
    ports: []
  matrix:
  - - 1
    - 2
  - - true
  script: |
    set -e

    run
`);
  });

  test.for([
    ["250m", "250m"],
    ["1h30m", "1h30m"],
    ["10.44.12.0/26", "10.44.12.0/26"],
    ["10.44.12.10", '"10.44.12.10"'],
    ["Default deny, in every (tenant) namespace", "Default deny, in every (tenant) namespace"],
    ["no", '"no"'],
    ["e1", '"e1"'],
    ["a\u2028b", '"a\\u2028b"'],
    ["a\nb", "|-\n  a\n  b"],
    ["a\n\n", "|+\n  a\n"],
    [" a\nb", '" a\\nb"'],
  ] as const)("of %j is %j", ([value, expected]) => {
    expect(yamlText({ value })).toBe(`value: ${expected}\n`);
  });

  test("does not depend on what was written before, even after the memory of words has overflowed", () => {
    const value = { a: "plain", b: "no", c: ["0o7", "e1"] };
    const first = yamlText(value);
    yamlText(Array.from({ length: 50_000 }, (_, index) => `word-${index}`));
    expect(yamlText(value)).toBe(first);
  });

  test("leaves out undefined keys, down to an empty mapping", () => {
    expect(yamlText({ a: undefined, b: { c: undefined }, d: -0 })).toBe("b: {}\nd: 0\n");
  });
});

describe("parts of an object", () => {
  test("put together are the text of the whole", { tags: "property" }, () => {
    fc.assert(
      fc.property(fc.dictionary(text, tree, { minKeys: 1 }), fc.nat({ max: 9 }), (mapping, depth) => {
        const column = 2 * depth;
        const whole = yamlBlock(mapping, column);
        const parts = Object.entries(mapping).reduce((sum, [key, value]) => appendYaml(sum, key, value, column), "");
        expect(parts).toBe(whole);
        if (column === 0) expect(parts).toBe(yamlText(mapping));
      }),
    );
  });

  test("at a column stand under the head that a caller wrote", () => {
    const head = "metadata:\n";
    const labels = yamlBlock({ name: "a", labels: { text: "b\nc\n" } }, 2);
    expect(parse(head + labels)).toEqual({ metadata: { name: "a", labels: { text: "b\nc\n" } } });
  });

  test("without entries have no lines", () => {
    expect([yamlBlock({}, 4), yamlBlock([], 0), yamlBlock({ a: undefined }, 2)]).toEqual(["", "", ""]);
    expect(appendYaml("a: 1\n", "b", undefined, 0)).toBe("a: 1\n");
    expect(appendYaml("a: 1\n", "b", {}, 0)).toBe("a: 1\nb: {}\n");
  });
});

describe("a value without YAML form", () => {
  const cycle: Record<string, unknown> = { name: "a" };
  cycle["spec"] = { owner: cycle };

  test.for([
    [null, "the value is null"],
    [{ a: { b: [1, null] } }, "a.b[1] is null"],
    [{ metadata: { labels: { "a/b": Number.NaN } } }, 'metadata.labels["a/b"] is NaN'],
    [[1, Number.POSITIVE_INFINITY], "[1] is Infinity"],
    [{ a: [1, undefined] }, "a[1] is undefined"],
    [{ a: () => 1 }, "a is a function"],
    [{ a: 1n }, "a is a bigint"],
    [{ a: Symbol("b") }, "a is a symbol"],
    [{ a: new Date(0) }, "a is an instance of Date"],
    [{ a: new Map() }, "a is an instance of Map"],
    [{ a: Object.create({}) }, "a is an instance of Object"],
    [cycle, "spec.owner is an object that contains itself"],
  ] as const)("is refused with its path: %#", ([value, message]) => {
    expect(() => yamlText(value)).toThrow(
      new TypeError(`${message}: expected text, a finite number, a boolean, a list or a plain object`),
    );
  });
});

function entry(key: string, value: unknown): object {
  return Object.fromEntries([[key, value]]);
}

const SIGNS = [
  ..." \n\t#:-?.,|>%@&*!'\"\\[]{}=~<_+/019exoyn",
  "---",
  "...",
  "0x",
  "0b",
  "null",
  "\r\n",
  "\u0085",
  "\u2028",
  "\ufeff",
];
const text = fc.oneof(
  fc.constantFrom(...HOSTILE_STRINGS),
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 12 }),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    text,
    fc.boolean(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.array(tie("tree"), { maxLength: 5 }),
    fc.dictionary(text, tie("tree"), { maxKeys: 5, noNullPrototype: true }),
  ),
}));
