/** What everything that is printed goes through, whoever made it: a terminal, a log, a comment, an answer to Pulumi. */

import { withoutCredentials } from "./url.ts";
import { visibleText } from "./visible-text.ts";

/**
 * A text as anybody may read it: without credentials, with nothing hidden, and with nothing that commands a log.
 *
 * @param colour lets the program's own colours through
 */
export function shownText(text: string, colour = false): string {
  return visibleText(withoutCredentials(text), colour);
}
