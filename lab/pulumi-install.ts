/** Makes a Pulumi CLI available: `npm run pulumi:install`. */

import { runMain, say } from "./program.ts";
import { ensurePulumi } from "./pulumi-programs.ts";

await runMain(async (stop) => {
  const { program } = await ensurePulumi(say, stop);
  say("Pulumi is ready: npm run pulumi -- preview -s guangdong");
  process.stdout.write(`${program}\n`);
  return 0;
});
