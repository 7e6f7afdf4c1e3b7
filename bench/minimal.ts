import module from "node:module";
import { runCommand } from "../cli/command-thread.ts";

/** The command line with the minimal profile in place of the shipped ones: `node bench/minimal.ts publish --fleet DIR --to BASE`. */
module.enableCompileCache();
process.exitCode = await runCommand(process.argv.slice(2), import.meta.resolve("./minimal-profiles.ts"));
