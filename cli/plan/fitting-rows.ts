/** Rows of a comment, which a server cuts off at some length. */

/** The rows that fit, and how many do not. @param room characters */
export function fittingRows(rows: readonly string[], room: number): readonly string[] {
  let size = 0;
  const fitting = rows.filter((row) => {
    size += row.length + 1;
    return size <= room;
  });
  const rest = rows.length - fitting.length;
  return [...fitting, ...(rest > 0 ? ["", `${rest} more: \`flotilla plan\` prints all.`] : [])];
}
