import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { load, loadAll } from "js-yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../cli/main.ts";
import type { KubernetesObject } from "../../model/manifest.ts";

const run = promisify(execFile);
const clone = join(import.meta.dirname, "..", "..");
const out = mkdtempSync(join(tmpdir(), "flotilla-kustomize-"));
/** Folders whose files differ in the identity labels alone are one. */
const folders = new Map<string, string>();

/** Each build is a process of 25 ms. */
const AT_ONCE = 2;

beforeAll(async () => {
  expect(await main(["synth", "--fleet", clone, "--out", out])).toBe(0);
  const all = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((folder) => existsSync(join(folder, "kustomization.yaml")));
  for (const folder of all) {
    const texts = readdirSync(folder).map((name) => `${name}\n${readFileSync(join(folder, name), "utf8")}`);
    folders.set(texts.join("\n").replaceAll(/^ {4}flotilla\.dev\/.*\n/gm, ""), folder);
  }
  expect(all.length).toBeGreaterThan(1000);
});

afterAll(() => rmSync(out, { recursive: true, force: true }));

test("kubectl kustomize builds every different folder of the sample fleet to the objects of its files", async () => {
  const faults: string[] = [];
  const queue = folders.values();
  const work = async () => {
    for (const folder of queue) faults.push(...(await faultsOf(folder)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(faults).toEqual([]);
  expect(folders.size).toBeGreaterThan(300);
}, 600_000);

async function faultsOf(folder: string): Promise<readonly string[]> {
  const built = await run("kubectl", ["kustomize", folder], { maxBuffer: 2 ** 26 }).catch((error: Error) => error);
  if (built instanceof Error) return [`${folder}: ${built.message}`];
  const files = readdirSync(folder).filter((name) => name !== "kustomization.yaml");
  const written = files.map((name) => load(readFileSync(join(folder, name), "utf8")));
  const order = (objects: readonly unknown[]) => (objects as readonly KubernetesObject[]).map(textOf).sort();
  const [expected, found] = [order(written), order(loadAll(built.stdout))];
  return JSON.stringify(expected) === JSON.stringify(found) ? [] : [`${folder}: found ${found}, expected ${expected}`];
}

function textOf(object: KubernetesObject): string {
  return JSON.stringify(sorted(object));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]));
}
