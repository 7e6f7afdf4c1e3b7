/** `npm run faults`: all tests of faults and attacks in their long form, then the numbers that they found. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { visibleText } from "../../model/visible-text.ts";

/**
 * `--seed N`: draws other values than those of seed 1. `--short`: tries as little as `npm test` does. `--record`: keeps the
 * numbers for docs/faults.md. Ends with another code than 0 when any test fails.
 */
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    short: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
  },
});
if (!/^\d{1,9}$/.test(values.seed)) {
  process.stderr.write(
    `--seed: found ${visibleText(values.seed, false)}, expected a whole number of at most 9 digits\n`,
  );
  process.exit(2);
}
const root = resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "flotilla-faults-"));
const file = join(folder, "figures");

const { status } = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "test/faults",
    "test/policies/sec/credentials",
    "test/stacks/provider.test.ts",
  ],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      FLOTILLA_FAULTS: values.short ? "short" : "long",
      FLOTILLA_FAULTS_FIGURES: file,
      FLOTILLA_FUZZ_SEED: values.seed,
    },
  },
);
const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
rmSync(folder, { recursive: true });
const figures = lines.map((line) => JSON.parse(line) as { readonly what: string; readonly figure: string });
figures.sort((a, b) => (a.what < b.what ? -1 : 1));
for (const { what, figure } of figures) process.stdout.write(visibleText(`${what}: ${figure}\n`, false));
process.stdout.write(`The same values once more: npm run faults -- --seed ${values.seed}\n`);
if (values.record && status === 0) {
  writeFileSync(join(root, "docs/generator/fault-figures.json"), `${JSON.stringify(figures, undefined, 2)}\n`);
}
process.exitCode = status ?? 1;
