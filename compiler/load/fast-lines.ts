/** Lines of many places in a file, by the fast reader: the slow one takes seconds for the files of ten thousand sites. */

import { EVENT_ID, getScalarValue, parseEvents } from "js-yaml";
import type { Source, Step } from "../../model/source.ts";

type Event = ReturnType<typeof parseEvents>[number];

/** A node of a document, as far as its place is asked for. */
interface Place {
  /** Offset of its first character; negative: it has none of its own. */
  readonly start: number;
  readonly children: ReadonlyMap<Step, Place>;
}

/**
 * Looks up 1-based lines; each file is read once. A place that is not there has the line of what holds it, as in
 * `rangeOf` of the slow reader. A text that is no YAML, and a file that is not there, have the line 1.
 */
export function fastLines(textOf: (file: string) => string | undefined): (source: Source) => number {
  const files = new Map<string, (path: readonly Step[]) => number>();
  return ({ file, path, position }) => {
    if (position) return position.line;
    const known = files.get(file) ?? linesOf(textOf(file) ?? "");
    files.set(file, known);
    return known(path);
  };
}

function linesOf(text: string): (path: readonly Step[]) => number {
  const root = documentOf(text);
  const breaks = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (path) => {
    let place = root;
    let offset = Math.max(0, root?.start ?? 0);
    for (const step of path) {
      place = place?.children.get(step);
      if (!place) break;
      if (place.start >= 0) offset = place.start;
    }
    return countBelow(breaks, offset) + 1;
  };
}

/** How many of the sorted numbers are less. */
function countBelow(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

const childless: ReadonlyMap<Step, Place> = new Map();

function documentOf(text: string): Place | undefined {
  let events: readonly Event[];
  try {
    events = parseEvents(text, {});
  } catch {
    return undefined;
  }
  let next = 0;
  const node = (): Place => {
    const event = events[next++] as Event;
    if (event.type === EVENT_ID.SCALAR) return { start: event.valueStart, children: childless };
    if (event.type !== EVENT_ID.MAPPING && event.type !== EVENT_ID.SEQUENCE) return { start: -1, children: childless };
    const children = new Map<Step, Place>();
    const isMapping = event.type === EVENT_ID.MAPPING;
    for (let index = 0; events[next]?.type !== EVENT_ID.POP; index++) {
      const key = isMapping ? keyOf(text, events[next]) : index;
      const own = isMapping ? node() : undefined;
      const value = node();
      children.set(key, value.start < 0 && own ? { ...value, start: own.start } : value);
    }
    next++;
    return { start: event.start, children };
  };
  // The first event opens the document.
  next = 1;
  return events.length > 2 ? node() : undefined;
}

function keyOf(text: string, event: Event | undefined): Step {
  return event?.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : "";
}
