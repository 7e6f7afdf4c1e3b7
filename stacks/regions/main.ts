/** The process of `flotilla-stacks`. */

import { visibleText } from "../../model/visible-text.ts";
import { stacksCommand } from "./stacks-command.ts";

process.exitCode = await stacksCommand(process.argv.slice(2), process.cwd(), {
  // Whatever is printed may quote files, names and other programs.
  stdout: (text) => process.stdout.write(visibleText(text)),
  stderr: (text) => process.stderr.write(visibleText(text)),
});
