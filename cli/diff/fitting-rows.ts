/** Rows of a comment, which a server cuts off at some length. */

/** The command that prints what a comment has no room for. */
export type Printing = "diff" | "plan";

/** The rows that fit, and how many do not. @param room characters */
export function fittingRows(rows: readonly string[], room: number, command: Printing = "diff"): readonly string[] {
  let size = 0;
  const fitting = rows.filter((row) => {
    size += row.length + 1;
    return size <= room;
  });
  const rest = rows.length - fitting.length;
  return [...fitting, ...(rest > 0 ? ["", `${rest} more: \`flotilla ${command}\` prints all.`] : [])];
}
