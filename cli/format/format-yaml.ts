/** One way to write the fleet's files: indentation, spaces, quotes as they are, comments and order kept. */

import { type Document, isMap, isSeq, parseDocument, visit } from "yaml";

/** What became of a text. */
export type Formatted = { readonly text: string } | { readonly fault: string };

/**
 * Two spaces of indentation, `{ a: 1 }` and `[a, b]`, one space before a comment, one blank line at most, a line feed at
 * the end. Values, order, styles and comments stay; what would not read the same is left alone and told. Ends of lines
 * stay as they are: a checkout on Windows may have its own.
 */
export function formatYaml(text: string): Formatted {
  const ending = /\r?\n/.exec(text)?.[0];
  const formatted = formatLines(text.replaceAll("\r\n", "\n"));
  if ("fault" in formatted || ending !== "\r\n") return formatted;
  return { text: formatted.text.replaceAll("\n", "\r\n") };
}

function formatLines(text: string): Formatted {
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) return { fault: `${error.message.split("\n")[0]}` };
  const written = write(document);
  const again = parseDocument(written);
  if (JSON.stringify(again.toJS()) !== JSON.stringify(document.toJS()) || comments(written) !== comments(text)) {
    return { fault: "it could not be written anew without a loss" };
  }
  return { text: write(again) };
}

function write(document: Document): string {
  spaceInBrackets(document);
  return document.toString({ lineWidth: 0, indent: 2, indentSeq: true });
}

interface WritesItself {
  toString(context?: object, ...rest: readonly unknown[]): string;
}

/** npm yaml has one setting for both: braces stand apart from what they hold, brackets do not. */
function spaceInBrackets(document: Document): void {
  visit(document, {
    Collection: (_, node) => {
      const padding = isMap(node) ? " " : isSeq(node) ? "" : undefined;
      if (padding === undefined || !node.flow) return;
      const own = node as unknown as WritesItself;
      const inherited = (Object.getPrototypeOf(node) as WritesItself).toString;
      own.toString = (context, ...rest) =>
        inherited.call(node, context && { ...context, flowCollectionPadding: padding }, ...rest);
    },
  });
}

/** The words of all comments: none may be lost, whatever line it goes to. */
function comments(text: string): string {
  return [...text.matchAll(/(?:^|\s)#(.*)$/gm)].map(([, words = ""]) => words.trim()).join("\n");
}
