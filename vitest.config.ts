import { defineConfig } from "vitest/config";
import manifest from "./package.json" with { type: "json" };
import { goldenReporter } from "./test/golden-summary.ts";

/** Tests that start processes or set the environment; each file gets a process of its own. */
const withProcesses = [
  "test/{cli,docs,enroll,faults,git,lab,oci,plan,report,stacks}/**/*.test.ts",
  "test/compiler/sample-fleet.test.ts",
];

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  resolve: {
    // Code of a fleet's own, as the program itself resolves it.
    alias: [
      { find: new RegExp(`^${manifest.name}/profiles/(.+)$`), replacement: `${import.meta.dirname}/profiles/$1.ts` },
      { find: new RegExp(`^${manifest.name}/(.+)$`), replacement: `${import.meta.dirname}/api/$1.ts` },
      { find: new RegExp(`^${manifest.name}$`), replacement: `${import.meta.dirname}/api/flotilla.ts` },
    ],
    dedupe: ["cdk8s", "constructs", "zod"],
  },
  test: {
    setupFiles: ["test/random-values.ts"],
    // No run leaves anything to the next, nor in anybody's home; a test of the cache names a folder of its own.
    env: { FLOTILLA_CACHE: "off" },
    reporters: process.env["UPDATE"] ? ["default", goldenReporter] : ["default"],
    tags: [{ name: "property", description: "holds for all values: npm run fuzz draws new ones" }],
    expect: { requireAssertions: true },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Vitest takes one of two processors when nothing is said. Golden trees that share a base are written one by one.
    maxWorkers: process.env["UPDATE"] ? 1 : 2,
    projects: [
      {
        extends: true,
        test: { name: "processes", include: withProcesses },
      },
      {
        extends: true,
        test: {
          name: "pure",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**", ...withProcesses],
          // What they test is pure functions, so files may share the loaded program: a third of the processor time.
          isolate: false,
        },
      },
    ],
  },
});
