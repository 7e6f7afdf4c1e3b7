/** Where the marks of one region's or one zone's sites lie in the picture. */

import { type Mark, markPath, STEP } from "./marks.ts";
import type { SiteEntry } from "./sites.ts";

/** All marks of one kind as the data of one SVG path. */
export interface MarkedPath {
  readonly mark: Mark;
  readonly data: string;
}

export class PlacedMarks {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly #columns: number;
  readonly #cells: readonly (SiteEntry | undefined)[];

  /**
   * Row by row, zones apart by one free place.
   *
   * @param entries in the order of their paths
   * @param columns marks in a row
   */
  constructor(entries: readonly SiteEntry[], columns: number) {
    const cells: (SiteEntry | undefined)[] = [];
    let zone: string | undefined;
    for (const entry of entries) {
      if (zone !== undefined && zone !== entry.zone && cells.length % columns !== 0) cells.push(undefined);
      zone = entry.zone;
      cells.push(entry);
    }
    this.#cells = cells;
    this.#columns = columns;
    this.width = Math.min(columns, cells.length) * STEP;
    this.height = Math.ceil(cells.length / columns) * STEP;
  }

  /** A path for each kind of marks. @param isShown of those that have one */
  paths(
    markOf: (entry: SiteEntry) => Mark,
    isShown: (entry: SiteEntry) => boolean = () => true,
  ): readonly MarkedPath[] {
    const data = new Map<Mark, string>();
    for (const [place, entry] of this.#cells.entries()) {
      if (!entry || !isShown(entry)) continue;
      const [x, y] = [(place % this.#columns) * STEP, Math.floor(place / this.#columns) * STEP];
      const mark = markOf(entry);
      data.set(mark, (data.get(mark) ?? "") + markPath(mark, x, y));
    }
    return [...data].map(([mark, path]) => ({ mark, data: path }));
  }

  /** The site at a point, in pixels. */
  at(x: number, y: number): SiteEntry | undefined {
    const column = Math.floor(x / STEP);
    return column < 0 || column >= this.#columns
      ? undefined
      : this.#cells[Math.floor(y / STEP) * this.#columns + column];
  }
}
