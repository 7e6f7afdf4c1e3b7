/** Makes a Pulumi CLI available: `npm run pulumi:install`. */

import { log, runMain } from "./program.ts";
import { ensurePulumi } from "./pulumi-programs.ts";

await runMain(async (stop) => {
  const { program } = await ensurePulumi(log, stop);
  log("Pulumi is ready: npm run pulumi -- preview -s guangdong");
  process.stdout.write(`${program}\n`);
  return 0;
});
