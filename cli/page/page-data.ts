/** What a page carries: a map and, of a review, its plan, in a form that says each construct path once. */

import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import type { FleetMap, MapSite } from "../../compiler/map/fleet-map.ts";
import type { Plan, PlanUnitRow } from "../../compiler/plan/plan.ts";
import type { IsolationClass } from "../../compiler/reach/isolation-classes.ts";
import type { PathRow } from "../../compiler/reach/path-rows.ts";

/** What the page shows. */
export interface PageContent {
  readonly map: FleetMap;
  /** Absent: the page is about the fleet as it is. */
  readonly plan?: Plan;
  /** Of the fleet as it is; those of a plan are in the plan. */
  readonly findings?: readonly LocatedDiagnostic[];
  /** Who reaches whom; a plan has none. */
  readonly paths?: readonly PathRow[];
  /** Which apps of a site may speak to which; a plan has none. */
  readonly isolation?: readonly IsolationClass[];
}

/** Places in a list, as start and length, start and length: neighbours, which most are, take two numbers. */
type Runs = readonly number[];

/** Rows of which many say the same but for their construct. */
interface SharedRows<Rest> {
  /** Place of each row's construct in the list of paths. */
  readonly places: Runs;
  readonly rests: readonly Rest[];
  /** Which of `rests` each row has. */
  readonly rest: readonly number[];
}

/** A list of construct paths, each as its place in the list of all. */
type Packed<T, Key extends keyof T> = Omit<T, Key> & { readonly [each in Key]: Runs };
type Addresses = Pick<MapSite, "networks" | "vips" | "servers">;

interface PackedPlan extends Omit<Plan, "classes" | "approvals" | "privileges" | "images" | "clusters"> {
  readonly classes: readonly Packed<Plan["classes"][number], "members">[];
  readonly approvals: readonly Packed<Plan["approvals"][number], "members">[];
  readonly privileges: readonly Packed<Plan["privileges"][number], "constructs">[];
  readonly images: readonly Packed<Plan["images"][number], "zones">[];
  readonly clusters: SharedRows<Omit<PlanUnitRow, "construct">>;
}

/** A page's content as it stands in the page. */
export interface PageData {
  /** Construct paths, sorted. */
  readonly paths: readonly string[];
  readonly map: Omit<FleetMap, "sites"> & {
    readonly sites: SharedRows<Omit<MapSite, "path" | keyof Addresses>>;
    /** In the order of the sites: networks, virtual addresses and servers, with commas and two bars. */
    readonly addresses: readonly string[];
  };
  readonly plan?: PackedPlan;
  readonly findings?: readonly LocatedDiagnostic[];
  readonly reach?: readonly PathRow[];
  readonly isolation?: readonly Packed<IsolationClass, "sites">[];
}

export function packed({ map, plan, findings, paths: reach, isolation }: PageContent): PageData {
  const paths = [...new Set(pathsOf(map, plan))].sort();
  const placeOf = new Map(paths.map((path, place) => [path, place]));
  const runs = (list: readonly string[]): Runs => runsOf(list.map((path) => placeOf.get(path) as number));
  const shared = <Rest>(rows: readonly (readonly [path: string, rest: Rest])[]) => {
    const rests = new Map<string, { readonly place: number; readonly rest: Rest }>();
    const rest = rows.map(([, each]) => {
      const key = JSON.stringify(each);
      const known = rests.get(key) ?? { place: rests.size, rest: each };
      rests.set(key, known);
      return known.place;
    });
    return { places: runs(rows.map(([path]) => path)), rests: [...rests.values()].map((each) => each.rest), rest };
  };
  return {
    paths,
    map: {
      ...map,
      sites: shared(map.sites.map(({ path, networks: _, vips: __, servers: ___, ...rest }) => [path, rest])),
      addresses: map.sites.map(({ networks, vips, servers }) =>
        [networks, vips, servers].map((list) => list.join(",")).join("|"),
      ),
    },
    ...(plan && {
      plan: {
        ...plan,
        classes: plan.classes.map((each) => ({ ...each, members: runs(each.members) })),
        approvals: plan.approvals.map((each) => ({ ...each, members: runs(each.members) })),
        privileges: plan.privileges.map((each) => ({ ...each, constructs: runs(each.constructs) })),
        images: plan.images.map((each) => ({ ...each, zones: runs(each.zones) })),
        clusters: shared(plan.clusters.map(({ construct, ...rest }) => [construct, rest])),
      },
    }),
    ...(findings && { findings }),
    ...(reach && { reach }),
    ...(isolation && { isolation: isolation.map((each) => ({ ...each, sites: runs(each.sites) })) }),
  };
}

export function unpacked({ paths, map, plan, findings, reach, isolation }: PageData): PageContent {
  const list = (runs: Runs) => placesOf(runs).map((place) => paths[place] ?? "");
  const rows = <Rest>({ places, rests, rest }: SharedRows<Rest>) =>
    list(places).map((path, index) => ({ path, rest: rests[rest[index] ?? 0] as Rest }));
  const { addresses, ...rest } = map;
  return {
    map: {
      ...rest,
      sites: rows(map.sites).map((row, index) => ({ path: row.path, ...row.rest, ...addressesOf(addresses[index]) })),
    },
    ...(plan && {
      plan: {
        ...plan,
        classes: plan.classes.map((each) => ({ ...each, members: list(each.members) })),
        approvals: plan.approvals.map((each) => ({ ...each, members: list(each.members) })),
        privileges: plan.privileges.map((each) => ({ ...each, constructs: list(each.constructs) })),
        images: plan.images.map((each) => ({ ...each, zones: list(each.zones) })),
        clusters: rows(plan.clusters).map((row) => ({ construct: row.path, ...row.rest })),
      },
    }),
    ...(findings && { findings }),
    ...(reach && { paths: reach }),
    ...(isolation && { isolation: isolation.map((each) => ({ ...each, sites: list(each.sites) })) }),
  };
}

function addressesOf(text = "||"): Addresses {
  const [networks = [], vips = [], servers = []] = text.split("|").map((each) => each.split(",").filter(Boolean));
  return { networks, vips, servers };
}

/** Every construct path that is packed. */
function pathsOf({ sites }: FleetMap, plan: Plan | undefined): readonly string[] {
  return [
    ...sites.map(({ path }) => path),
    ...(plan
      ? [
          ...plan.clusters.map(({ construct }) => construct),
          ...plan.classes.flatMap(({ members }) => members),
          ...plan.approvals.flatMap(({ members }) => members),
          ...plan.privileges.flatMap(({ constructs }) => constructs),
          ...plan.images.flatMap(({ zones }) => zones),
        ]
      : []),
  ];
}

function runsOf(places: readonly number[]): Runs {
  const runs: number[] = [];
  let next = -1;
  for (const place of places) {
    if (place === next) (runs[runs.length - 1] as number)++;
    else runs.push(place, 1);
    next = place + 1;
  }
  return runs;
}

function placesOf(runs: Runs): readonly number[] {
  const places: number[] = [];
  for (let index = 0; index < runs.length; index += 2) {
    const [start = 0, length = 0] = runs.slice(index, index + 2);
    for (let place = start; place < start + length; place++) places.push(place);
  }
  return places;
}
