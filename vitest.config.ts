import { defineConfig } from "vitest/config";

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**"],
    setupFiles: ["test/random-values.ts"],
    tags: [{ name: "property", description: "holds for all values: npm run fuzz draws new ones" }],
    testTimeout: 30_000,
  },
});
