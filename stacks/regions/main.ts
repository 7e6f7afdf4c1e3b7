/** The process of `flotilla-stacks`. */

import { stacksCommand } from "./stacks-command.ts";

process.exitCode = await stacksCommand(process.argv.slice(2), process.cwd(), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
});
