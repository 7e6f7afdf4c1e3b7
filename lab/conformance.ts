/** Sends every manifest of the sample fleet to a real API server and writes docs/conformance.md. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { conformancePage, refusalLine } from "./conformance/report.ts";
import { runConformance } from "./conformance/run.ts";
import { runMain, say } from "./program.ts";
import { cloneFolder } from "./pulumi-programs.ts";

await runMain(async () => {
  const { verdicts, unsteady } = await runConformance(cloneFolder);
  const file = join(cloneFolder, "docs", "conformance.md");
  writeFileSync(file, conformancePage(verdicts, unsteady));
  say(`wrote ${file}`);
  const refused = verdicts.filter(({ refusal }) => refusal !== undefined);
  for (const verdict of refused) say(refusalLine(verdict));
  return refused.length === 0 && unsteady.size === 0 ? 0 : 1;
});
