import module from "node:module";
import { workerData } from "node:worker_threads";
import type { CommandSetup } from "./command-thread.ts";

/** Entry of the thread of `runCommand`: a thread does not take over the compile cache of its process. */
module.enableCompileCache();
const { main } = await import("./main.ts");
const { systemTerminal } = await import("./terminal.ts");
const { args, profiles } = workerData as CommandSetup;
const terminal = systemTerminal();
process.exitCode = await main(args, { ...terminal, profiles: profiles ?? terminal.profiles });
