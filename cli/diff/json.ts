import type { DiffReport } from "../../compiler/diff/report.ts";

/** `flotilla.dev/diff/v1`: everything, for programs; fields are only ever added. */
export function jsonDiff(report: DiffReport): string {
  return `${JSON.stringify({ schema: "flotilla.dev/diff/v1", ...report }, null, 2)}\n`;
}
