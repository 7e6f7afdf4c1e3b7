import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { generateFleet } from "../../bench/fleet/generate.ts";
import { cacheFolder } from "../../cli/cache-folder.ts";
import { folderWith } from "../folder-with.ts";
import { flotilla } from "./run.ts";

test.each([
  ["off", { FLOTILLA_CACHE: "off", HOME: "/home/a" }, "linux", undefined],
  ["a folder that is named", { FLOTILLA_CACHE: "/tmp/kept", HOME: "/home/a" }, "linux", "/tmp/kept"],
  ["the user's on Linux", { HOME: "/home/a" }, "linux", "/home/a/.cache/flotilla/records"],
  ["XDG's", { XDG_CACHE_HOME: "/x", HOME: "/home/a" }, "linux", "/x/flotilla/records"],
  ["none for a relative XDG", { XDG_CACHE_HOME: "x", HOME: "/h" }, "linux", "/h/.cache/flotilla/records"],
  ["the user's on macOS", { HOME: "/Users/a" }, "darwin", "/Users/a/Library/Caches/flotilla/records"],
  ["none without a home", {}, "linux", undefined],
] as const)("The folder of the cache is %s", (_, env, platform, folder) => {
  expect(cacheFolder(env, platform)?.replaceAll("\\", "/")).toBe(folder);
});

test("Nothing is written where the cache is off, and a run fills the folder that is named", () => {
  const files = Object.fromEntries(
    [...generateFleet({ sites: 200 })].filter(
      ([path]) => /^sites\/(fleet\.yaml|[a-z]+\/region.yaml|guangdong\/)/.test(path) || path.startsWith("apps/"),
    ),
  );
  const fleet = folderWith(files);
  const cache = join(folderWith(), "cache");
  const check = (FLOTILLA_CACHE: string) =>
    flotilla(["check", "--fleet", fleet, "--region", "guangdong", "--format", "json"], {
      env: { FLOTILLA_CACHE, HOME: folderWith() },
    });
  const cold = check("off");
  expect(existsSync(cache)).toBe(false);
  expect(check(cache)).toEqual(cold);
  expect(readdirSync(cache).length).toBeGreaterThan(0);
  expect(check(cache)).toEqual(cold);
});

/** Puts and gets 200 texts in an order of its own, and fails where a text is not known as what it is. */
const writer = (seed: number, cache: string) => `
  const { openRecordCache } = await import(${JSON.stringify(new URL("../../compiler/load/record-cache.ts", import.meta.url).href)});
  const { get, put } = openRecordCache(${JSON.stringify(cache)});
  for (let step = 0; step < 400; step++) {
    const text = String((step * ${seed}) % 200).repeat(5_000);
    const known = get(text);
    if (known === undefined) put(text, { text });
    else if (known.text !== text) throw new Error("another text");
  }`;

test("Processes that write at the same time never meet a part of an entry", async () => {
  const cache = join(folderWith(), "cache");
  const run = promisify(execFile);
  await Promise.all(
    [7, 11, 13].map((seed) => run(process.execPath, ["--input-type=module", "-e", writer(seed, cache)])),
  );
  expect(readdirSync(cache)).toHaveLength(200);
});
