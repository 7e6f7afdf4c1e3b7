import { globSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

const tests = globSync("test/**/*.test.ts", { cwd: import.meta.dirname });
const seed = process.env["FLOTILLA_FUZZ_SEED"] ?? String(Math.floor(Math.random() * 2 ** 31));
const sayAgain = () => console.log(`The same values once more: FLOTILLA_FUZZ_SEED=${seed} npm run fuzz`);

/** The tests that draw random values, each twenty times with seeds of its own. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    include: tests.filter((path) => readFileSync(path, "utf8").includes('tags: "property"')),
    setupFiles: ["test/random-values.ts"],
    reporters: ["default", { onTestRunEnd: sayAgain }],
    env: { FLOTILLA_FUZZ_SEED: seed },
    tags: [{ name: "property", description: "holds for all values", repeats: 19 }],
    // A slow machine takes ten seconds for a property over whole fleets.
    testTimeout: 120_000,
    maxWorkers: 2,
  },
});
