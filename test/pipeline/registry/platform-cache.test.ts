import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPlatformCache } from "../../../pipeline/registry/platform-cache.ts";
import { folderWith } from "../../folder-with.ts";

const hex = "0123456789abcdef".repeat(4);
const digest = `sha256:${hex}`;

test("What an image is built for outlives the run, below a name that its digest gives", () => {
  const folder = join(folderWith(), "cache");
  openPlatformCache(folder).put(digest, ["amd64", "arm64"]);
  expect(openPlatformCache(folder).get(digest)).toEqual(["amd64", "arm64"]);
  expect(readdirSync(folder)).toEqual([`image-${hex}`]);
});

test("What is no digest is kept for the run alone", () => {
  const folder = join(folderWith(), "cache");
  const cache = openPlatformCache(folder);
  cache.put("2.4.1", ["amd64"]);
  expect(cache.get("2.4.1")).toEqual(["amd64"]);
  expect(openPlatformCache(folder).get("2.4.1")).toBeUndefined();
});

test("An entry that is damaged counts as not known", () => {
  const folder = join(folderWith(), "cache");
  openPlatformCache(folder).put(digest, ["amd64"]);
  const file = join(folder, `image-${hex}`);
  writeFileSync(file, readFileSync(file, "utf8").replace("amd64", "arm64"));
  expect(openPlatformCache(folder).get(digest)).toBeUndefined();
});

test.skipIf(process.platform === "win32")("A folder where others may write is not used", () => {
  const folder = join(folderWith(), "cache");
  openPlatformCache(folder).put(digest, ["amd64"]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  chmodSync(folder, 0o777);
  expect(openPlatformCache(folder).get(digest)).toBeUndefined();
});
