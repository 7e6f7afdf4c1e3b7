/** What writing manifests costs beside other writers: `node bench/yaml-writers.ts FOLDER` reads YAML files below FOLDER. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { stringify } from "yaml";
import { yamlText } from "../model/yaml-text.ts";

const MOST_FILES = 2000;
const PASSES = 7;

const writers: Readonly<Record<string, (value: unknown) => string>> = {
  yamlText,
  "js-yaml dump": (value) => dump(value),
  "js-yaml dump, noRefs": (value) => dump(value, { noRefs: true }),
  "yaml stringify": (value) => stringify(value),
  "JSON.stringify": (value) => JSON.stringify(value),
};

const [folder = "."] = process.argv.slice(2);
const manifests = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
  .sort()
  .slice(0, MOST_FILES)
  .map((file) => load(readFileSync(join(folder, file), "utf8")));

/** Milliseconds of the best pass. */
function best(write: (value: unknown) => string): number {
  const passes = Array.from({ length: PASSES }, () => {
    const start = performance.now();
    for (const manifest of manifests) write(manifest);
    return performance.now() - start;
  });
  return Math.min(...passes);
}

console.log(`${manifests.length} manifests, best of ${PASSES} passes`);
for (const [name, write] of Object.entries(writers)) console.log(`${name}: ${best(write).toFixed(0)} ms`);
