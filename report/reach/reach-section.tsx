/** Who reaches whom: a picture, a matrix, and the paths of what is asked for, each with the line that makes it. */

import { useMemo, useState } from "preact/hooks";
import { endText } from "../../compiler/reach/end-text.ts";
import type { PathRow } from "../../compiler/reach/path-rows.ts";
import { firstNames } from "../../model/first-names.ts";
import { plural } from "../../pipeline/report/text.ts";
import { InPages } from "../plan/in-pages.tsx";
import { type Cell, type Level, matrixOf, Places } from "./groups.ts";
import { ReachMatrix } from "./reach-matrix.tsx";
import { ReachPicture } from "./reach-picture.tsx";

interface ReachProps {
  readonly paths: readonly PathRow[];
  /** Construct paths of all sites. */
  readonly sites: readonly string[];
}

export function ReachSection({ paths, sites }: ReachProps) {
  const places = useMemo(() => new Places(sites), [sites]);
  const [level, setLevel] = useState<Level>({});
  const [chosen, choose] = useState<Cell>();
  const matrix = useMemo(() => matrixOf(paths, level, places), [paths, level, places]);
  const go = (next: Level) => {
    setLevel(next);
    choose(undefined);
  };
  const shown = chosen ? chosen.rows : [...new Set(matrix.cells.flatMap(({ rows }) => rows))].sort((a, b) => a - b);
  const zones = level.region === undefined ? [] : places.zones(level.region);
  return (
    <>
      <div class="filters">
        <Pick title="Region of paths" value={level.region} names={places.regions()} pick={(region) => go({ region })} />
        {zones.length > 0 && (
          <Pick
            title="Zone of paths"
            value={level.zone}
            names={zones}
            pick={(zone) => go({ region: level.region, zone })}
          />
        )}
      </div>
      <ReachPicture matrix={matrix} chosen={chosen} />
      <ReachMatrix matrix={matrix} chosen={chosen} choose={choose} />
      <h3>
        {chosen ? `From ${chosen.from} to ${chosen.to}` : "All of these"}: {plural(shown.length, "kind")} of paths
      </h3>
      <InPages items={shown}>
        {(some) => (
          <ul class="paths">
            {some.map((index) => (
              <PathItem key={index} row={paths[index] as PathRow} />
            ))}
          </ul>
        )}
      </InPages>
    </>
  );
}

interface PickProps {
  readonly title: string;
  readonly value: string | undefined;
  readonly names: readonly string[];
  readonly pick: (name: string | undefined) => void;
}

function Pick({ title, value, names, pick }: PickProps) {
  return (
    <label>
      {title}
      <select value={value ?? ""} onChange={({ currentTarget }) => pick(currentTarget.value || undefined)}>
        <option value="">all</option>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

const MOST_NAMES = 3;

function PathItem({ row }: { readonly row: PathRow }) {
  const { from, to, places = [], ports, purpose, via, around, file, lines = [] } = row;
  return (
    <li class={around ? "error" : ""}>
      <strong>{endText(from, places, MOST_NAMES)}</strong> {purpose}: <strong>{endText(to, places, MOST_NAMES)}</strong>{" "}
      <code>{ports.join(", ") || "any port"}</code>
      {via !== undefined && ` by the proxy ${via}`}
      {around && ` · past the hub or gateway of ${around.join(", ")}`}
      {file !== undefined && (
        <div class="small">
          {file}:{firstNames(lines.map(String), MOST_NAMES)}
        </div>
      )}
    </li>
  );
}
