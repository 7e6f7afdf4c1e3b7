// biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be out of the flow
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant)
// biome-ignore-all lint/a11y/useKeyWithClickEvents: keys are heard by the grid
/** The table of the sites that are asked for, of which the rows in view are there. */

import type { RefObject } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Category, type DimensionName, dimensions } from "./colouring.ts";
import { MarkIcon } from "./mark-icon.tsx";
import type { SiteEntry } from "./sites.ts";
import { useVirtualRows } from "./virtual-rows.ts";

interface SiteTableProps {
  readonly asked: readonly SiteEntry[];
  readonly categories: readonly Category[];
  readonly dimension: DimensionName;
  readonly hasPlan: boolean;
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly open: (entry: SiteEntry) => void;
}

interface Column {
  readonly title: string;
  readonly of: (entry: SiteEntry) => string;
}

/** Pixels; the style sheet has the same. */
const ROW_HEIGHT = 28;
const PAGE = 10;

const place: readonly Column[] = [
  { title: "region", of: ({ region }) => region },
  { title: "zone", of: ({ zone }) => zone },
  { title: "ring", of: ({ site }) => site?.ring ?? "" },
  { title: "profile", of: ({ site }) => site?.profile ?? "" },
  { title: "state", of: ({ site }) => site?.state ?? "gone" },
];
const ofPlan: Column = { title: "changes", of: ({ classes }) => classes.join(", ") };
const ofMap: Column = {
  title: "addresses",
  of: ({ site }) => (site ? [...site.vips, ...site.networks].join(", ") : ""),
};

/** Where a key leads from a row. */
const steps: Readonly<Record<string, (row: number, last: number) => number>> = {
  ArrowDown: (row) => row + 1,
  ArrowUp: (row) => row - 1,
  PageDown: (row) => row + PAGE,
  PageUp: (row) => row - PAGE,
  Home: () => 0,
  End: (_, last) => last,
};

export function SiteTable({ asked, categories, dimension, hasPlan, grid, open }: SiteTableProps) {
  const [active, setActive] = useState(0);
  const rows = useVirtualRows(grid, asked.length, ROW_HEIGHT);
  const marks = useMemo(() => new Map(categories.map(({ name, mark }) => [name, mark])), [categories]);
  const { title, of } = dimensions[dimension];
  const columns = [...place, hasPlan ? ofPlan : ofMap].filter((column) => column.title !== title);
  const last = asked.length - 1;
  const current = Math.min(active, last);
  useEffect(() => {
    setActive(0);
    rows.scrollToOffset(0);
  }, [asked, rows]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const entry = asked[current];
    if (step) {
      const next = Math.max(0, Math.min(last, step(current, last)));
      setActive(next);
      rows.scrollToIndex(next);
    } else if (entry && (event.key === "Enter" || event.key === " ")) open(entry);
    else return;
    event.preventDefault();
  };
  return (
    <div
      class="grid"
      role="grid"
      id="sites"
      ref={grid}
      tabIndex={0}
      aria-label="Sites: arrow keys move, Enter opens"
      aria-rowcount={asked.length + 1}
      aria-colcount={columns.length + 2}
      aria-activedescendant={last < 0 ? undefined : `row-${current}`}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="heading">
        <div role="row" aria-rowindex={1}>
          {["site", title, ...columns.map((column) => column.title)].map((each) => (
            <div key={each} role="columnheader">
              {each}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: `${rows.getTotalSize()}px`, position: "relative" }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const entry = asked[index];
          if (!entry) return undefined;
          const value = of(entry);
          return (
            <div
              key={entry.path}
              id={`row-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === current}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                setActive(index);
                open(entry);
              }}
            >
              <div role="gridcell">{entry.name}</div>
              <div role="gridcell">
                <MarkIcon mark={marks.get(value) ?? "dot"} /> {value}
              </div>
              {columns.map((column) => (
                <div key={column.title} role="gridcell">
                  {column.of(entry)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}
