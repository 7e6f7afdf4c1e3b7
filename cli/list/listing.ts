/** What a listing is: things of one kind in one or more formats. */

import type { FleetCode } from "../../compiler/fleet-code.ts";
import type { ListScope } from "../../compiler/listing/scope.ts";
import type { LoadedFleet } from "../../compiler/load/load-fleet.ts";

export interface ListRequest extends Pick<LoadedFleet, "selection" | "textOf"> {
  readonly fleet: NonNullable<LoadedFleet["fleet"]>;
  readonly scope: ListScope;
  readonly engines: FleetCode["engines"];
}

/** How one kind of things is written, by the name of the format. */
export type Listing = Readonly<Record<string, (request: ListRequest) => string>>;

/** A document with the version of its schema; fields are only ever added. */
export function json({ fleet }: ListRequest, name: string, content: object): string {
  return `${JSON.stringify({ schema: `flotilla.dev/${name}/v1`, fleet: fleet.spec.name, ...content }, null, 2)}\n`;
}

/** Columns as wide as their widest cell, two spaces between them, a heading above. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((_, column) => Math.max(...[heading, ...rows].map((row) => row[column]?.length ?? 0)));
  return [heading, ...rows]
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
