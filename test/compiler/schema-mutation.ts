import fc from "fast-check";

type Path = readonly (string | number)[];

/** One change at a place that is chosen by its position among all places of the value. */
export interface Mutation {
  readonly place: number;
  readonly change: Change;
}

type Change =
  | { readonly kind: "remove" }
  | { readonly kind: "repeat" }
  | { readonly kind: "replace"; readonly value: unknown }
  | { readonly kind: "add"; readonly name: string; readonly value: unknown };

const TEXTS = [
  "",
  "a",
  "A",
  "a-",
  "-a",
  "a.b",
  "a/b",
  "a_b",
  "5m",
  "10",
  "1.5Gi",
  "10mm",
  "v1.35.0",
  "oci://r.example/c",
  "https://r.example",
  "10.0.0.1",
  "10.0.0.0/8",
  "2026-01-31T08:00:00Z",
  "YWJj",
  "Always",
  "In",
  "x".repeat(64),
  "é".repeat(40),
  "\u{1f6a2}".repeat(200),
];

export const value = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.constantFrom(-1, 0, 1, 1.5, 65_535, 65_536, 2 ** 31, 2 ** 53, 1e21),
  fc.boolean(),
  fc.constantFrom(null, [], {}, [[]], { name: "a" }, [{ name: "a" }, { name: "a" }], [1, 1], ["a", "a"]),
  fc.string({ maxLength: 6 }),
);

const name = fc.constantFrom("name", "spec", "status", "namespace", "a b", "x".repeat(64), "-", "toString", "key");

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  change: fc.oneof(
    fc.constant<Change>({ kind: "remove" }),
    fc.constant<Change>({ kind: "repeat" }),
    value.map((to): Change => ({ kind: "replace", value: to })),
    fc.tuple(name, value).map(([field, to]): Change => ({ kind: "add", name: field, value: to })),
  ),
});

/** The object with each change made in turn. */
export function mutate(object: unknown, mutations: readonly Mutation[]): unknown {
  return mutations.reduce((current, { place, change }) => {
    const paths = placesOf(current, []);
    const path = paths[place % paths.length] ?? [];
    return path.length === 0 ? current : changeAt(current, path, change);
  }, structuredClone(object));
}

function placesOf(at: unknown, path: Path): Path[] {
  if (typeof at !== "object" || at === null) return [path];
  const keys = Array.isArray(at) ? [...at.keys()] : Object.keys(at);
  return [path, ...keys.flatMap((key) => placesOf((at as Record<string | number, unknown>)[key], [...path, key]))];
}

function changeAt(at: unknown, path: Path, change: Change): unknown {
  const [key, ...rest] = path as [string | number, ...Path];
  if (Array.isArray(at)) return changeList(at, Number(key), rest, change);
  const fields = { ...(at as Record<string, unknown>) };
  const own = fields[key];
  if (rest.length > 0) return { ...fields, [key]: changeAt(own, rest, change) };
  if (change.kind === "replace") return { ...fields, [key]: change.value };
  if (change.kind === "repeat") return { ...fields, [`${key}s`]: own };
  if (change.kind === "add") return { ...fields, [key]: own, [change.name]: change.value };
  delete fields[key];
  return fields;
}

function changeList(list: readonly unknown[], index: number, rest: Path, change: Change): unknown[] {
  const own = list[index];
  if (rest.length > 0) return list.with(index, changeAt(own, rest, change));
  if (change.kind === "remove") return list.toSpliced(index, 1);
  if (change.kind === "repeat") return [...list, own];
  return change.kind === "replace" ? list.with(index, change.value) : [...list, change.value];
}
