/** What a run of Pulumi that failed has said. */

import { stripVTControlCharacters } from "node:util";
import { shownText } from "../../model/shown-text.ts";

/** As the Automation API throws it; its types hide what the program itself said. */
interface CommandFailure {
  readonly commandResult?: { readonly err?: { readonly exitCode?: number; readonly stderr?: string } };
}

/** Undefined when it was not Pulumi that failed. */
export function pulumiExitCode(error: unknown): number | undefined {
  return (error as CommandFailure).commandResult?.err?.exitCode;
}

/** The last lines that Pulumi said, or the message of any other error. */
export function wordsOf(error: unknown): string {
  const said = (error as CommandFailure).commandResult?.err?.stderr?.trim();
  const text = said ? said : error instanceof Error ? error.message : String(error);
  return shownText(stripVTControlCharacters(text)).trim().split("\n").slice(-12).join("\n");
}
