import fc from "fast-check";
import type { JsonSchema } from "../../compiler/schemas/json-schema.ts";
import { value } from "./schema-mutation.ts";

/** Objects that mostly follow a schema, so that every branch of it is reached, with a wrong value here and there. */
export function fromSchema(schema: JsonSchema): fc.Arbitrary<unknown> {
  const definitions = schema.$defs ?? {};
  return fc.gen().map((draw) => {
    const chance = (percent: number) => draw(evenly, 999) < percent * 10;
    const make = (node: JsonSchema, depth: number): unknown => {
      const { $ref } = node;
      if ($ref !== undefined) return make(definitions[$ref.slice("#/$defs/".length)] as JsonSchema, depth);
      if (chance(0.4)) return draw(() => value);
      if (node.enum !== undefined) return node.enum[draw(evenly, node.enum.length - 1)];
      const type = [node.type ?? "string"].flat()[0];
      if (type === "object") return makeObject(node, depth);
      if (type === "array") {
        const length = Math.max(node.minItems ?? 0, depth > 6 ? 0 : draw(fc.nat, { max: 2 }));
        return Array.from({ length }, () => make(node.items ?? {}, depth + 1));
      }
      if (type === "boolean") return chance(50);
      if (type === "string") return draw(fc.constantFrom<string[]>, ...textsFor(node));
      return Math.min(node.maximum ?? 9, Math.max(node.minimum ?? 0, draw(fc.nat, { max: 9 })));
    };
    const makeObject = (node: JsonSchema, depth: number): unknown => {
      const result: Record<string, unknown> = {};
      const fields = Object.entries(node.properties ?? {});
      for (const [name, child] of fields) {
        const wanted = node.required?.includes(name) === true ? 99.9 : Math.max(2, 50 - depth * 12);
        if (chance(wanted)) result[name] = make(child, depth + 1);
      }
      if (node.minProperties !== undefined && Object.keys(result).length === 0) {
        const some = fields[draw(fc.nat, { max: Math.max(0, fields.length - 1) })];
        if (some !== undefined) result[some[0]] = make(some[1], depth + 1);
      }
      if (typeof node.additionalProperties === "object" && chance(50)) {
        result["a"] = make(node.additionalProperties, depth + 1);
      }
      return result;
    };
    return make(schema, 0);
  });
}

/** fast-check likes small numbers, which would make every rare thing common. */
function evenly(max: number): fc.Arbitrary<number> {
  return fc.noBias(fc.nat({ max }));
}

const TEXTS = [
  "a",
  "a-b",
  "5m",
  "10",
  "YWJj",
  "https://r.example",
  "oci://r.example/c",
  "10.0.0.1",
  "10.0.0.0/8",
  "::1",
  "02:44:0c:00:00:01",
  "2026-01-31T08:00:00Z",
  "example.com/a",
  "0 3 * * *",
  "x".repeat(40),
];

function textsFor(node: JsonSchema): string[] {
  const { pattern = "", format, minLength = 0, maxLength = 99 } = node;
  const fitting = TEXTS.filter((text) => {
    const formed = format === undefined || format.startsWith("k8s-") || text === FORMED[format];
    return new RegExp(pattern, "u").test(text) && text.length >= minLength && text.length <= maxLength && formed;
  });
  return fitting.length > 0 ? fitting : TEXTS;
}

const FORMED: Readonly<Record<string, string>> = { byte: "YWJj", "date-time": "2026-01-31T08:00:00Z" };
