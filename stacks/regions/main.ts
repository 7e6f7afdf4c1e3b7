/** The process of `flotilla-stacks`. */

import { shownText } from "../../model/shown-text.ts";
import { stacksCommand } from "./stacks-command.ts";

process.exitCode = await stacksCommand(process.argv.slice(2), process.cwd(), {
  // Whatever is printed may quote files, names and other programs.
  stdout: (text) => process.stdout.write(shownText(text)),
  stderr: (text) => process.stderr.write(shownText(text)),
});
