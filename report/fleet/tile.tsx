/** A region or a zone in the picture: its name, a count, a mark a site. */

import type { TargetedMouseEvent } from "preact";
import { memo } from "preact/compat";
import { useMemo } from "preact/hooks";
import { plural } from "../../pipeline/report/text.ts";
import type { Mark } from "./marks.ts";
import { type MarkedPath, PlacedMarks } from "./placed-marks.ts";
import type { SiteEntry } from "./sites.ts";

interface TileProps {
  readonly name: string;
  /** Said behind the count. */
  readonly note?: string | undefined;
  readonly entries: readonly SiteEntry[];
  /** Sites of the whole fleet that are asked for; undefined: all. */
  readonly asked: ReadonlySet<SiteEntry> | undefined;
  readonly markOf: (entry: SiteEntry) => Mark;
  readonly columns: number;
  readonly isPressed: boolean;
  readonly onClick: () => void;
  /** A click on a mark; without it the mark is a part of its tile. */
  readonly onSite?: (entry: SiteEntry) => void;
}

export function Tile({ name, note, entries, asked, markOf, columns, isPressed, onClick, onSite }: TileProps) {
  const marks = useMemo(() => new PlacedMarks(entries, columns), [entries, columns]);
  const all = useMemo(() => marks.paths(markOf), [marks, markOf]);
  const siteAt = ({ currentTarget, clientX, clientY }: TargetedMouseEvent<SVGSVGElement>) => {
    const { left, top } = currentTarget.getBoundingClientRect();
    return marks.at(clientX - left, clientY - top);
  };
  const count = asked === undefined ? entries.length : entries.filter((entry) => asked.has(entry)).length;
  const isWhole = count === entries.length;
  return (
    <button type="button" class="tile" aria-pressed={isPressed} onClick={onClick}>
      <span class="name">{name}</span>{" "}
      <span class="small">
        {isWhole ? plural(count, "site") : `${count.toLocaleString("en")} of ${plural(entries.length, "site")}`}
        {note !== undefined && ` · ${note}`}
      </span>
      <svg
        width={marks.width}
        height={marks.height}
        aria-hidden="true"
        onMouseMove={(event) => {
          const title = event.currentTarget.querySelector("title");
          if (title) title.textContent = siteAt(event)?.path ?? "";
        }}
        onClick={(event) => {
          const entry = onSite && siteAt(event);
          if (!entry) return;
          event.stopPropagation();
          onSite(entry);
        }}
      >
        <title />
        <g class={isWhole ? "" : "other"}>
          <Paths paths={all} />
        </g>
        {!isWhole && count > 0 && <Paths paths={marks.paths(markOf, (entry) => asked?.has(entry) === true)} />}
      </svg>
    </button>
  );
}

/** Drawn anew only where a mark is another one: to read the data of a path takes a browser longer than to compare it. */
const Paths = memo(({ paths }: { readonly paths: readonly MarkedPath[] }) => (
  <>
    {paths.map(({ mark, data }) => (
      <path key={mark} class={`mark ${mark}`} d={data} />
    ))}
  </>
));
