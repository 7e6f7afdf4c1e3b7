import { main } from "../cli/main.ts";
import { systemTerminal } from "../cli/terminal.ts";

/** The command line with the lean profile in place of the shipped ones: `node bench/lean.ts publish --fleet DIR --to BASE`. */
const profiles = import.meta.resolve("./lean-profiles.ts");
process.exitCode = await main(process.argv.slice(2), { ...systemTerminal(), profiles });
