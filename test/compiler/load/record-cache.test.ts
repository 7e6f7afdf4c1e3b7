import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { generateFleet } from "../../../bench/fleet/generate.ts";
import { FleetDisk } from "../../../compiler/load/read-tree.ts";
import { openRecordCache } from "../../../compiler/load/record-cache.ts";
import { readOutline, readRecords } from "../../../compiler/load/records.ts";
import { folderWith } from "../../folder-with.ts";

const generated = Object.fromEntries(
  [...generateFleet({ sites: 400 })].filter(([path]) => /^sites\/(fleet\.yaml|guangdong\/)/.test(path)),
);
const zones = Object.keys(generated).filter((path) => (generated[path] ?? "").length > 5_000);
const long = "x".repeat(5_000);

/** All that a fleet is read as, and all that is wrong with it. */
function read(root: string, cache?: string) {
  const disk = new FleetDisk(root, cache === undefined ? undefined : openRecordCache(cache));
  const outline = readOutline(disk);
  return { records: outline && readRecords(disk, outline, undefined), diagnostics: disk.diagnostics };
}

const entries = (cache: string) => readdirSync(cache).map((name) => join(cache, name));

/** An edit of a text: at a place between 0 and 1, a slip, a value or a line of another place. */
const edit = fc.record({
  zone: fc.nat({ max: zones.length - 1 }),
  at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  slip: fc.constantFrom<(line: string) => string>(
    (line) => line.replace(/\d/, "7"),
    (line) => line.replace(/\d+/, "0$&"),
    (line) => line.replace(":", ": &a "),
    (line) => `${line}\n${line}`,
    () => "",
    (line) => ` ${line}`,
    (line) => `${line} # why`,
    (line) => `${line}\r`,
    (line) => line.replace(/[a-z]/, "ä"),
    (line) => `${line}\n    unknownKey: 1`,
    () => "  # a comment",
    (line) => line.replace(/: (.*)/, ': "$1"'),
    (line) => line.replace(/: .*/, ": -0"),
    (line) => line.replace(/: .*/, ": .inf"),
    (line) => line.replace(/: .*/, ": __proto__"),
  ),
});

test("A fleet is read from a warm cache as from its files, whatever was edited in between", {
  tags: "property",
  timeout: 120_000,
}, () => {
  expect(zones.length).toBeGreaterThan(0);
  const cache = join(folderWith(), "cache");
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 3 }), (edits) => {
      const files: Record<string, string> = { ...generated };
      for (const { zone, at, slip } of edits) {
        const path = zones[zone] as string;
        const lines = (files[path] as string).split("\n");
        const index = Math.floor(at * lines.length);
        files[path] = lines.with(index, slip(lines[index] as string)).join("\n");
      }
      const root = folderWith(files);
      const cold = read(root);
      expect(read(root, cache)).toStrictEqual(cold);
      expect(read(root, cache)).toStrictEqual(cold);
    }),
    { numRuns: 25 },
  );
  expect(entries(cache).length).toBeGreaterThan(1);
});

test("The keys of a record come in the same order", () => {
  const root = folderWith(generated);
  const cache = join(folderWith(), "cache");
  const cold = JSON.stringify(read(root));
  expect([read(root, cache), read(root, cache)].map((each) => JSON.stringify(each))).toEqual([cold, cold]);
});

test.each<readonly [string, (bytes: Buffer) => Buffer]>([
  ["cut off", (bytes) => bytes.subarray(0, bytes.length / 2)],
  ["empty", () => Buffer.alloc(0)],
  ["of a flipped bit", (bytes) => Buffer.from(bytes.with(bytes.length - 40, (bytes.at(-40) ?? 0) ^ 1))],
  ["of another program", () => Buffer.from("{}")],
])("An entry that is %s counts as not known, and is written anew", (_, damage) => {
  const root = folderWith(generated);
  const cache = join(folderWith(), "cache");
  const cold = read(root, cache);
  const sound = entries(cache).map((file) => readFileSync(file));
  for (const file of entries(cache)) writeFileSync(file, damage(readFileSync(file)));
  expect(read(root, cache)).toStrictEqual(cold);
  expect(entries(cache).map((file) => readFileSync(file))).toEqual(sound);
});

test("A file with a fault is never kept", () => {
  const [zone = ""] = zones;
  const cache = join(folderWith(), "cache");
  const root = folderWith({ ...generated, [zone]: `${generated[zone]}\nunknownKey: 1\n` });
  const first = read(root, cache);
  expect(first.diagnostics).toHaveLength(1);
  expect(read(root, cache)).toStrictEqual(first);
});

test("What JSON cannot say is not kept, and neither is what is read as fast anew", () => {
  const folder = join(folderWith(), "cache");
  const { get, put } = openRecordCache(folder);
  for (const record of [{ a: undefined }, { a: -0 }, { a: Number.NaN }, { a: new Date(0) }]) {
    put(long, record);
    expect(get(long)).toBeUndefined();
  }
  put("short", { a: 1 });
  expect(get("short")).toBeUndefined();
  put(long, { a: 1 });
  expect(get(long)).toEqual({ a: 1 });
});

test.skipIf(process.platform === "win32")("A folder where others may write is not used", () => {
  const folder = join(folderWith(), "cache");
  openRecordCache(folder).put(long, { a: 1 });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  chmodSync(folder, 0o777);
  expect(openRecordCache(folder).get(long)).toBeUndefined();
  openRecordCache(folder).put(`${long}y`, { a: 1 });
  expect(entries(folder)).toHaveLength(1);
});

test("A folder that cannot be made keeps nothing and breaks nothing", () => {
  const file = join(folderWith({ "a-file": "" }), "a-file");
  const { get, put } = openRecordCache(join(file, "cache"));
  put(long, { a: 1 });
  expect(get(long)).toBeUndefined();
});

test("A folder that holds too much loses the oldest half", () => {
  const folder = join(folderWith(), "cache");
  mkdirSync(folder, { mode: 0o700 });
  const texts = Array.from({ length: 8 }, (_, index) => `${index}${long}`);
  for (const text of texts) openRecordCache(folder).put(text, { text });
  const size = entries(folder).reduce((sum, file) => sum + statSync(file).size, 0);
  openRecordCache(folder, size).put(`8${long}`, { text: "new" });
  expect(entries(folder)).toHaveLength(9);
  openRecordCache(folder, size).put(`9${long}`, { text: "newer" });
  expect(entries(folder).length).toBeLessThan(6);
  expect(openRecordCache(folder).get(`9${long}`)).toEqual({ text: "newer" });
});
