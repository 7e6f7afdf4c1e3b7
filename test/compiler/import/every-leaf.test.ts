import fc from "fast-check";
import { load } from "js-yaml";
import { describe, expect, test } from "vitest";
import { type InputValue, leafPaths, pathText } from "../../../compiler/import/input.ts";
import { readServerRows } from "../../../compiler/import/server-rows.ts";
import { readYamlDocuments } from "../../../compiler/import/yaml-documents.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { importOne } from "./import-one.ts";
import { clusterInstanceText, serverListText, siteConfigText, sylvaText } from "./inputs.ts";

const yamlInputs = { siteConfigText, clusterInstanceText, sylvaText };

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Values of the shape that files have, with texts that mean something to a reader and texts that do not. */
const { value: anyValue } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constantFrom("10.44.12.11", "fd00::1", "true", "master", "bond", "0.0.0.0/0", "eno1", "{{ .Values.x }}"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("name", "config", "ipv4", "enabled", "address", "labels", "x"), tie("value"), {
      maxKeys: 3,
    }),
  ),
}));

/** What happens to one node of a document: it is replaced, it goes, or it gets a neighbour. */
const edits = fc.array(fc.record({ at: fc.nat(), how: fc.constantFrom("replace", "remove", "add"), value: anyValue }), {
  minLength: 1,
  maxLength: 6,
});

type Edit = { readonly at: number; readonly how: string; readonly value: Json };

function edited(document: Json, changes: readonly Edit[]): Json {
  const copy = structuredClone(document) as Record<string, Json>;
  for (const { at, how, value } of changes) {
    const places = placesOf(copy);
    const place = places[at % places.length];
    if (!place) continue;
    const { parent, key } = place;
    if (how === "replace") parent[key] = value;
    else if (how === "add") parent[Array.isArray(parent) ? parent.length : `more-${at}`] = value;
    else if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete parent[key];
  }
  return copy;
}

interface Place {
  readonly parent: Record<string | number, Json>;
  readonly key: string | number;
}

function placesOf(value: Json, places: Place[] = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return places;
  const parent = value as Record<string | number, Json>;
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    places.push({ parent, key });
    placesOf(parent[key] as Json, places);
  }
  return places;
}

/** Null has no YAML text in the writer of manifests, and files have it. */
function textOf(value: Json): string {
  const isPlain = !JSON.stringify(value).includes("null");
  return isPlain ? yamlText(value) : JSON.stringify(value, null, 1);
}

/** All scalars and keys of a document, as text. */
function wordsOf(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.entries(value).flatMap(([key, child]) => [key, ...wordsOf(child)]);
}

function valueAt(value: InputValue, path: readonly (string | number)[]): string {
  return String(path.reduce<unknown>((node, step) => (node as Record<string | number, unknown>)[step], value));
}

/** Every leaf once; one that is carried as it stands is in the zone file, word for word. */
function expectAccountedFor(text: string): void {
  const list = readServerRows("site.yaml", text);
  const yaml = list ? { documents: "document" in list ? [list.document] : [] } : readYamlDocuments("site.yaml", text);
  const documents = "documents" in yaml ? yaml.documents : [];
  const imported = importOne(text);
  if (imported.diagnostics.length > 0) {
    expect(imported.leaves).toEqual([]);
    return;
  }
  const paths = documents.flatMap(({ value }) => leafPaths(value).map((path) => ({ path, value })));
  expect(imported.leaves.map(({ path }) => path)).toEqual(paths.map(({ path }) => pathText(path)));
  const written = wordsOf(load(imported.zone?.text ?? "{}"));
  for (const [index, { to, note, leftOut }] of imported.leaves.entries()) {
    expect(to.length > 0).toBe(leftOut === undefined);
    if (leftOut || note !== undefined) continue;
    const { path, value } = paths[index] as (typeof paths)[number];
    const words = valueAt(value, path)
      .trim()
      .split(/[\s,|;=]+/)
      .filter((word) => word !== "");
    for (const word of words)
      expect(
        written.some((each) => each.includes(word)),
        `${pathText(path)}: ${word}`,
      ).toBe(true);
  }
}

describe("No value of an input disappears: it is in the zone file, or the report says why it is not", () => {
  test.each(Object.entries(yamlInputs))("%s, however it is changed", { tags: "property" }, (_, text) => {
    const documents = readDocument(text);
    expectAccountedFor(text);
    fc.assert(
      fc.property(edits, (changes) => {
        expectAccountedFor(textOf(edited(documents, changes)));
      }),
    );
  });

  test("a list of servers, whatever its cells", { tags: "property" }, () => {
    expectAccountedFor(serverListText);
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom("10.44.15.11", "/26", "master", "#", "eno1", "-"),
    );
    const row = fc.array(cell, { minLength: 1, maxLength: 17 });
    const rows = fc.array(row, { minLength: 1, maxLength: 4 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const head = serverListText.split("\r\n")[0];
    fc.assert(
      fc.property(rows, (cells) => {
        expectAccountedFor(`${head}\r\n${cells.map((each) => each.map(quoted).join(";")).join("\r\n")}\r\n`);
      }),
    );
  });
});

describe("No secret of an input goes into the zone file or the report", () => {
  test.each(Object.entries({ ...yamlInputs, serverListText }))("%s", (_, text) => {
    expect(text).toMatch(/hunter2|quay/);
    const { zone, ...report } = importOne(text);
    expect(zone?.text).not.toContain("hunter2");
    expect(JSON.stringify(report)).not.toMatch(/hunter2|pier-admin/);
  });

  test("in whatever field it stands, and in an address", { tags: "property" }, () => {
    const names = ["password", "bmcPassword", "passwd", "token", "privateKey", "stringData", "secret", "username"];
    const documents = Object.values(yamlInputs).map(readDocument);
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.nat(), fc.constantFrom(...names), (document, at, name) => {
        const mappings = placesOf(document).filter(({ parent }) => !Array.isArray(parent));
        const copy = edited(document, []) as Record<string, Json>;
        const places = placesOf(copy).filter(({ parent }) => !Array.isArray(parent));
        (places[at % mappings.length] as Place).parent[name] = "hunter3";
        expect(JSON.stringify(importOne(textOf(copy)))).not.toContain("hunter3");
      }),
    );
    const withUser = sylvaText.replace("address: 10.44.255.32", "address: 'ipmi://admin:hunter3@10.44.255.32'");
    expect(JSON.stringify(importOne(withUser))).not.toContain("hunter3");
    expect(importOne(withUser).zone?.text).toContain("address: ipmi://10.44.255.32");
  });
});

/** The only document of the text. */
function readDocument(text: string): Json {
  const read = readYamlDocuments("site.yaml", text);
  return ("documents" in read ? read.documents[0]?.value : undefined) as Json;
}
