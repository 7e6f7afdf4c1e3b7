// Plain JavaScript: only what is imported from here on comes from the compile cache, and Node's TypeScript reader would
// take 14 MB and 50 ms for this one file.
import module from "node:module";
import v8 from "node:v8";
import { workerData } from "node:worker_threads";

/** Entry of the thread of a command (`runCommand`). */
const { args, flags, profiles, scratch, progress } = workerData;
for (const flag of flags) v8.setFlagsFromString(flag);
module.enableCompileCache();
const { main } = await import("./main.ts");
const { systemTerminal } = await import("./terminal.ts");
const terminal = systemTerminal(scratch, progress);
process.exitCode = await main(args, { ...terminal, profiles: profiles ?? terminal.profiles });
