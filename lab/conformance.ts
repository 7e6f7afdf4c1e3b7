/** Sends every manifest of the sample fleet to a real API server and writes docs/conformance.md. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { conformancePage, rejectionLine } from "./conformance/report.ts";
import { runConformance } from "./conformance/run.ts";
import { log, runMain } from "./program.ts";
import { cloneFolder } from "./pulumi-programs.ts";

await runMain(async () => {
  const { results, nonIdempotent } = await runConformance(cloneFolder);
  const file = join(cloneFolder, "docs", "conformance.md");
  writeFileSync(file, conformancePage(results, nonIdempotent));
  log(`wrote ${file}`);
  const rejected = results.filter(({ rejection }) => rejection !== undefined);
  for (const result of rejected) log(rejectionLine(result));
  return rejected.length === 0 && nonIdempotent.size === 0 ? 0 : 1;
});
