/** Makes text from data safe to show: in a terminal, in the log of a CI job, in a comment. */

/**
 * Controls of both sets but the line feed, which people write; separators that some readers take for a line's end;
 * marks that turn the direction of writing (Unicode, Bidi_Control; CVE-2021-42574), and characters of tags, which nobody
 * sees. The space of no width (U+200B) is let through: it keeps an `@` from being a mention.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** Colours that the program itself puts in, where it may. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape of a colour
const COLOUR = /(\x1b\[(?:1|22|31|32|33|36|39)m)/;

/**
 * Workflow commands of GitHub at the start of a line (actions/runner, ActionCommand.cs) and of Azure Pipelines: a log
 * must not carry one from data.
 */
const WORKFLOW_COMMAND = /^([ \t]*)(::|##\[|##vso\[)/gim;

/**
 * Text in which nothing is hidden and nothing commands: what is not to be seen stands there as its escape, `\u001b`, which
 * in JSON is the same character.
 *
 * @param colour lets the program's own colours through
 */
export function visibleText(text: string, colour = false): string {
  const parts = colour ? text.split(COLOUR) : [text];
  return parts
    .map((part, index) => (index % 2 === 1 ? part : unhidden(part)))
    .join("")
    .replace(WORKFLOW_COMMAND, "$1\\$2");
}

/** Text in which nothing is hidden, for where a line cannot command: in a page. */
export function unhidden(text: string): string {
  return text.replace(HIDDEN, escaped);
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`)
    .join("");
}
