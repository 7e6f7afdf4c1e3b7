/** The report of `flotilla import` as JSON for programs. */

import type { Imported } from "../../compiler/import/import-files.ts";

/** @param written where the zone file is, when it was written; its text stands in the report otherwise */
export function importJson({ zone, leaves, defaults }: Imported, written: string | undefined): string {
  const document = {
    schema: "flotilla.dev/import/v1",
    zone: zone ? { path: zone.path, ...(written === undefined ? { text: zone.text } : { written }) } : null,
    toBeCompleted: (zone?.completions ?? []).map(({ position, code, message }) => ({ ...position, code, message })),
    leftOut: leaves.flatMap(({ file, position, path, leftOut }) =>
      leftOut ? [{ file, ...position, path, ...leftOut }] : [],
    ),
    defaults,
    carried: leaves.flatMap(({ file, position, path, to, note, leftOut }) =>
      leftOut ? [] : [{ file, ...position, path, to, ...(note !== undefined && { note }) }],
    ),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
