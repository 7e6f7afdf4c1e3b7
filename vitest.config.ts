import { defineConfig } from "vitest/config";

// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], exclude: ["test/e2e/**"], testTimeout: 30_000 },
});
