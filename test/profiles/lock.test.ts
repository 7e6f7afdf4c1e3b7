import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { profileReferences } from "../../constructs/catalogue.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { fingerprint, profileFile } from "../../profiles/fingerprint.ts";

const root = join(import.meta.dirname, "../..");
const lockFile = join(root, "profiles/lock.json");

/** `UPDATE=1` adds profiles that are not locked yet; it never changes what is locked. */
test("every profile version is as it was when it was locked: change a released one by releasing another", () => {
  const actual = Object.fromEntries(profileReferences(catalogue).map((each) => [each, hashOf(each)]));
  if (process.env["UPDATE"]) {
    const extended = Object.entries({ ...actual, ...readLock() }).sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(lockFile, `${JSON.stringify(Object.fromEntries(extended), undefined, 2)}\n`);
  }
  expect(actual).toEqual(readLock());
});

test("every profile stands in the catalogue under the name and version of its file", () => {
  for (const each of profileReferences(catalogue)) expect(existsSync(join(root, profileFile(each))), each).toBe(true);
});

function hashOf(reference: string): string {
  return fingerprint(profileFile(reference), (file) => readFileSync(join(root, file), "utf8"));
}

function readLock(): Record<string, string> {
  return existsSync(lockFile) ? (JSON.parse(readFileSync(lockFile, "utf8")) as Record<string, string>) : {};
}
