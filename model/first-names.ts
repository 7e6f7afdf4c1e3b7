/** Long lists in a line of text. */

/** Some names and how many there are besides: `sz-01, sz-02 and 3 more`. */
export function firstNames(names: readonly string[], most = 5): string {
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  return `${names.slice(0, most).join(", ")}${more}`;
}
