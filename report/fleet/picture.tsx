/** The hierarchy as a picture: regions with a mark a site, and the zones of the one that is chosen. */

import { useCallback, useMemo } from "preact/hooks";
import { type Category, dimensions } from "./colouring.ts";
import type { SiteFilter } from "./filter.ts";
import type { RegionFacts } from "./region-facts.ts";
import type { SiteEntry } from "./sites.ts";
import { Tile } from "./tile.tsx";

interface PictureProps {
  readonly entries: readonly SiteEntry[];
  readonly asked: readonly SiteEntry[];
  readonly facts: ReadonlyMap<string, RegionFacts>;
  readonly filter: SiteFilter;
  readonly change: (edit: Partial<SiteFilter>) => void;
  readonly categories: readonly Category[];
  readonly open: (entry: SiteEntry) => void;
}

/** Marks in a row of a region, and of a zone. */
const COLUMNS = { region: 20, zone: 40 } as const;

export function Picture({ entries, asked, facts, filter, change, categories, open }: PictureProps) {
  const { region: chosen, zone, dimension } = filter;
  const regions = useMemo(() => [...Map.groupBy(entries, ({ region }) => region)], [entries]);
  const zones = useMemo(() => {
    const own = chosen === undefined ? [] : (regions.find(([name]) => name === chosen)?.[1] ?? []);
    return [...Map.groupBy(own, (entry) => entry.zone)];
  }, [regions, chosen]);
  const isAskedFor = useMemo(() => (asked.length === entries.length ? undefined : new Set(asked)), [asked, entries]);
  const marks = useMemo(() => new Map(categories.map(({ name, mark }) => [name, mark])), [categories]);
  const markOf = useCallback(
    (entry: SiteEntry) => marks.get(dimensions[dimension].of(entry)) ?? "dot",
    [marks, dimension],
  );
  return (
    <>
      <ul class="regions" aria-label="Regions">
        {regions.map(([name, own]) => (
          <li key={name}>
            <Tile
              name={name}
              note={hubNote(facts.get(name))}
              entries={own}
              asked={isAskedFor}
              markOf={markOf}
              columns={COLUMNS.region}
              isPressed={chosen === name}
              onClick={() => change({ region: chosen === name ? undefined : name, zone: undefined })}
            />
          </li>
        ))}
      </ul>
      {chosen !== undefined && (
        <p class="small">
          {chosen}: {facts.get(chosen)?.text ?? "gone"}
        </p>
      )}
      {chosen !== undefined && (
        <ul class="zones" aria-label={`Zones of ${chosen}`}>
          {zones.map(([name, own]) => {
            const key = `${chosen}/${name}`;
            return (
              <li key={name}>
                <Tile
                  name={name}
                  entries={own}
                  asked={isAskedFor}
                  markOf={markOf}
                  columns={COLUMNS.zone}
                  isPressed={zone === key}
                  onClick={() => change({ zone: zone === key ? undefined : key })}
                  onSite={open}
                />
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

const hubNote = (facts: RegionFacts | undefined): string | undefined => facts?.hub && `hub: ${facts.hub}`;
