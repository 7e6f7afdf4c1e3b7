/** The table of changes and zones at a terminal. */

import type { Plan } from "../../compiler/plan/plan.ts";
import { plural } from "../../pipeline/report/text.ts";
import { WIDTH } from "./lines.ts";
import { zoneTable } from "./zone-table.ts";

/** Of a change's id, and of what is left over. */
const ID = 4;
const REST = 10;

/** As many zones as fit; the longest name of a zone stays whole. */
export function zoneLines(plan: Plan): readonly string[] {
  const table = zoneTable(plan, fitting);
  if (!table) return [];
  const { zones, others, rows, more } = table;
  const widths = zones.map((zone) => zone.length + 2);
  const line = (id: string, cells: readonly string[], rest: string) =>
    `  ${id.padEnd(ID)}${cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join("")}${others > 0 ? rest.padStart(REST) : ""}`.trimEnd();
  const cell = (sites: number) => (sites === 0 ? "" : String(sites));
  return [
    line("", zones, `${others} more`),
    ...rows.map(({ id, sites, rest }) => line(id, sites.map(cell), cell(rest))),
    ...(more > 0 ? [`  ${plural(more, "more change")} in plan.json`] : []),
  ];
}

function fitting(zones: readonly string[]): number {
  let room = WIDTH - ID - REST - 2;
  const end = zones.findIndex((zone) => {
    room -= zone.length + 2;
    return room < 0;
  });
  return end < 0 ? zones.length : end;
}
