import { defineConfig } from "vitest/config";

/** Fifty clusters of Cluster API take most of ten minutes: `npm run e2e:long`. */
const long = ["test/e2e/cluster-api.test.ts"];

/** Real engines: one file at a time, since two cores are enough for one lab. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    include: process.env["E2E"] === "long" ? long : ["test/e2e/**/*.test.ts"],
    exclude: process.env["E2E"] === "long" ? [] : long,
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 600_000,
  },
});
