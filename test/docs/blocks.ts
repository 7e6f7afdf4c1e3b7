/** Fenced blocks of a page, and whether what a page shows is what a program said. */

export interface Block {
  /** The line of its fence. */
  readonly line: number;
  readonly language: string;
  /** What stands behind the language. */
  readonly info: string;
  readonly text: string;
}

export function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```(\w+)(?: ([^\n]*))?\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = "", 2: info = "", 3: text = "", index }) => ({
      line: markdown.slice(0, index).split("\n").length,
      language,
      info,
      text,
    }),
  );
}

/** What the reader types, with what the page shows below it. */
export interface Step extends Block {
  readonly shown: readonly string[];
}

/** The blocks of a shell, each with the blocks between it and the next one that show what is said. */
export function stepsOf(blocks: readonly Block[]): readonly Step[] {
  return blocks
    .map((block, index) => ({ block, next: blocks.slice(index + 1) }))
    .filter(({ block }) => block.language === "sh")
    .map(({ block, next }) => {
      const end = next.findIndex(({ language }) => language === "sh");
      const between = next.slice(0, end < 0 ? undefined : end);
      return { ...block, shown: between.filter(({ language }) => language === "text").map(({ text }) => text) };
    });
}

/** What differs from run to run or with every new rule: the abbreviated names of commits, and the sums of a check. */
const masked = (line: string) =>
  line
    .replace(/\b[0-9a-f]{12}\b/g, "<commit>")
    .replace(/[\d,]+ objects, \d+ rules$/, "<sums>")
    .trimEnd();

/**
 * The first lines of what is shown that the output does not have, as they follow each other; undefined when it has all of
 * them. A line `...` stands for any number of lines, as do the begin and the end.
 */
export function notSaid(shown: string, output: string): string | undefined {
  const said = output.split("\n").map(masked);
  let from = 0;
  for (const part of shown.trimEnd().split(/^\.\.\.\n/m)) {
    const wanted = part.trimEnd().split("\n").map(masked);
    const at = said.findIndex((_, index) => index >= from && wanted.every((line, next) => said[index + next] === line));
    if (at < 0) return wanted.join("\n");
    from = at + wanted.length;
  }
  return undefined;
}
