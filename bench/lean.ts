import module from "node:module";
import { fileURLToPath } from "node:url";
import { takeHeapOptions } from "../cli/heap-options.ts";

/** The command line with the lean profile in place of the shipped ones: `node bench/lean.ts publish --fleet DIR --to BASE`. */
module.enableCompileCache();
takeHeapOptions(fileURLToPath(import.meta.url), process.argv.slice(2));
const { main } = await import("../cli/main.ts");
const { systemTerminal } = await import("../cli/terminal.ts");
const profiles = import.meta.resolve("./lean-profiles.ts");
process.exitCode = await main(process.argv.slice(2), { ...systemTerminal(), profiles });
