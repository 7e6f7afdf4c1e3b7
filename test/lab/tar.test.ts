import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { tarball } from "../../lab/servers/tar.ts";

test("An archive is what tar reads back, and equal files give equal bytes", () => {
  const files = { "chart/Chart.yaml": "name: chart\n", "chart/templates/a.yaml": "x".repeat(1000) };
  const archive = tarball(files);
  expect(tarball(files).equals(archive)).toBe(true);
  for (const [path, text] of Object.entries(files)) {
    expect(execFileSync("tar", ["-xzOf", "-", path], { input: archive, encoding: "utf8" })).toBe(text);
  }
});
