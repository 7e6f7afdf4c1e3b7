/** `flotilla completion`: what a shell reads to complete command lines, and the words that it asks for. */

import { didYouMean } from "../../model/suggest.ts";
import type { Command, Run } from "../command.ts";
import { completionScripts, type Shell, shells } from "../completion/scripts.ts";
import { wordsFor } from "../completion/words.ts";
import { exitCode } from "../exit-code.ts";

/** @param commands all of them, this one among them */
export const runOf =
  (commands: readonly Command[]): Run =>
  async ({ positionals }, terminal) => {
    const [shell = "", line = ""] = positionals;
    if (shell === "words") {
      for (const word of wordsFor(commands, line, terminal.cwd)) terminal.stdout(`${word}\n`);
      return exitCode.ok;
    }
    const script = completionScripts[shell as Shell];
    if (script === undefined) {
      terminal.stderr(
        `flotilla completion: found ${shell}, expected one of ${shells.join(", ")}${didYouMean(shell, shells)}\n`,
      );
      return exitCode.invalid;
    }
    terminal.stdout(script);
    return exitCode.ok;
  };
