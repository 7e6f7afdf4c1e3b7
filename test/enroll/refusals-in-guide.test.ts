import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { refusals } from "../../enroll/decide/refusals.ts";

test("The guide has every answer that refuses, with its status and what to do next", () => {
  const guide = readFileSync(join(import.meta.dirname, "../../docs/guide-enroll.md"), "utf8");
  const rows = guide.split("\n").filter((line) => line.startsWith("| `enroll/"));
  expect(rows).toEqual(
    Object.entries(refusals).map(
      ([code, { status, title, next }]) => `| \`enroll/${code}\` | ${status} | ${title} | ${next} |`,
    ),
  );
});
