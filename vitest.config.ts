import { defineConfig } from "vitest/config";
import { goldenReporter } from "./test/golden-summary.ts";

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/e2e/**"],
    setupFiles: ["test/random-values.ts"],
    reporters: process.env["UPDATE"] ? ["default", goldenReporter] : ["default"],
    tags: [{ name: "property", description: "holds for all values: npm run fuzz draws new ones" }],
    expect: { requireAssertions: true },
    testTimeout: 30_000,
  },
});
