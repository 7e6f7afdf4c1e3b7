/** The command line with a profile of which a later version renames a layer. */
import { main } from "../../cli/main.ts";
import { systemTerminal } from "../../cli/terminal.ts";

const profiles = import.meta.resolve("./renamed-profiles.ts");
process.exitCode = await main(process.argv.slice(2), { ...systemTerminal(), profiles });
