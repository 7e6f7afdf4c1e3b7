import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadSchema } from "../../compiler/load/load-schema.ts";
import { rootNode } from "../../compiler/schemas/schema-node.ts";
import { knownKinds } from "../../compiler/schemas/schemas.ts";
import { type ValidationState, validateNode } from "../../compiler/schemas/validate-node.ts";
import { mutate, mutation } from "./schema-mutation.ts";
import { ajvErrorPaths, pointerKey } from "./schema-oracle.ts";
import { fromSchema } from "./schema-random.ts";
import { changed, SAMPLES, sample } from "./schema-samples.ts";

const kinds = [...knownKinds()].map(([name, source]) => {
  const schema = loadSchema(source);
  return { name, schema, rule: rootNode(schema) };
});
const byName = new Map(kinds.map((kind) => [kind.name, kind]));

/** Faults of the interpreter in ajv's terms: a repeated item is a fault of its list. */
function violationPaths(name: string, object: unknown): string[] {
  const state: ValidationState = { path: [], violations: [], embedded: [] };
  validateNode((byName.get(name) as (typeof kinds)[number]).rule, object, state);
  const places = state.violations.map(({ path, found }) => {
    const place = found.endsWith("a second time") ? path.slice(0, -1) : path;
    return place.map((key) => `/${pointerKey(String(key))}`).join("");
  });
  return [...new Set(places)].sort();
}

function hasNull(value: unknown): boolean {
  return value === null || (typeof value === "object" && Object.values(value as object).some(hasNull));
}

/** Found at random, each once; what an API server says of them settled which side was wrong. */
const FOUND: readonly (readonly [
  title: string,
  kind: string,
  path: string,
  value: unknown,
  places: readonly string[],
])[] = [
  [
    "items that are no objects have no key, so they repeat nothing",
    "Deployment",
    "spec.template.spec.imagePullSecrets",
    ["", false],
    ["/0", "/1"],
  ],
  [
    "keys of two fields are compared with their types",
    "Deployment",
    "spec.template.spec.containers.0.ports",
    [{ containerPort: 80 }, { containerPort: "80" }],
    ["/1/containerPort"],
  ],
  [
    "an object in place of a key is a fault of its own and no second item",
    "Deployment",
    "spec.template.spec.imagePullSecrets",
    [{ name: {} }, { name: {} }],
    ["/0/name", "/1/name"],
  ],
  [
    "two objects without their key repeat its default",
    "Deployment",
    "spec.template.spec.imagePullSecrets",
    [{}, {}],
    [""],
  ],
];

describe("the interpreter of schemas against ajv on the same schemas", () => {
  it.each(FOUND)("agrees that %s", (_, kind, path, value, places) => {
    const object = changed(sample(kind), path, value);
    const name = `${object.apiVersion}/${object.kind}`;
    const wanted = places.map((place) => `/${path.replaceAll(".", "/")}${place}`);
    expect(violationPaths(name, object)).toEqual(wanted);
    expect(ajvErrorPaths(name, object)).toEqual(wanted);
  });

  it("finds the same places at fault in good objects that were changed", { tags: "property" }, () => {
    const seen = { good: 0, bad: 0 };
    const changedSample = fc.tuple(fc.constantFrom(...SAMPLES), fc.array(mutation, { minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(changedSample, ([sample, mutations]) => {
        const name = `${sample.apiVersion}/${sample.kind}`;
        const object = mutate(sample, mutations);
        const wanted = ajvErrorPaths(name, object);
        seen[wanted.length === 0 ? "good" : "bad"]++;
        if (hasNull(object)) expect(violationPaths(name, object)).not.toEqual([]);
        else expect(violationPaths(name, object), JSON.stringify(object)).toEqual(wanted);
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(seen.good, seen.bad)).toBeGreaterThan(250);
  });

  it.each(kinds)(
    "finds the same places at fault in random objects of $name",
    { tags: "property" },
    ({ name, schema }) => {
      fc.assert(
        fc.property(fromSchema(schema), (object) => {
          fc.pre(!hasNull(object));
          expect(violationPaths(name, object), JSON.stringify(object)).toEqual(ajvErrorPaths(name, object));
        }),
        { numRuns: 40 },
      );
    },
  );
});
