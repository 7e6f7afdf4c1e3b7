/** Long lists in a text. */

/** Some names and how many there are besides: `sz-01, sz-02 and 3 more`. */
export function firstNames(names: readonly string[], most = 5): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return `${names.slice(0, most).join(", ")}${more}`;
}

/** Some lines, and one that counts the others. */
export function firstLines(lines: readonly string[], most = 20): readonly string[] {
  return lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more`] : lines;
}
