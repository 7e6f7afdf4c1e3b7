/** Lines of a plan at a terminal of 80 columns. */

/** Columns. */
export const WIDTH = 80;

/** Words in lines of at most `WIDTH` columns; a word that is longer stays whole. */
export function wrapped(text: string, indent: string, first = indent): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(" ")) {
    if (!isEmpty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}

/** A line that fits, with three dots for what does not. */
export function fitted(line: string, width = WIDTH): string {
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

/** Two values that fit into a line each, around the place where they differ. */
export function fittedPair(before: string, after: string, width: number): readonly [string, string] {
  if (before.length <= width && after.length <= width) return [before, after];
  let same = 0;
  while (same < Math.min(before.length, after.length) && before[same] === after[same]) same++;
  const from = Math.max(0, Math.min(same - 24, Math.max(before.length, after.length) - width + 1));
  const cut = (text: string) => fitted(from > 0 ? `…${text.slice(from + 1)}` : text, width);
  return [cut(before), cut(after)];
}

/** `guangdong 9 · beijing 6 · 26 more`: the largest by name. */
export function shareList(shares: readonly { readonly name: string; readonly sites: number }[], most = 4): string {
  const named = shares.slice(0, most).map(({ name, sites }) => `${name} ${sites.toLocaleString("en")}`);
  const rest = shares.length - named.length;
  return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(" · ");
}

/** `1.2 MB`; kilobytes and less as they are. */
export function bytesText(bytes: number): string {
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return bytes >= 1e3 ? `${Math.round(bytes / 1e3)} kB` : `${bytes} B`;
}
