import type { KindTable } from "../model/kinds/facts.ts";
import type { LayerCall } from "../model/traffic.ts";
import type { Centre } from "./centre.ts";
import type { Hub } from "./hub.ts";
import type { Profile } from "./profile.ts";
import type { Site } from "./site.ts";
import type { FieldRule } from "./site-fields.ts";

/**
 * Paths below the registry of the images that a chart runs, by the name of the chart. Which versions, the profile
 * declares. Needed for images that the values of a chart leave to the chart.
 */
export type ChartImages = Readonly<Record<string, readonly string[]>>;

/** Where the pods of a layer go, by the name of the layer. */
export type LayerCalls = Readonly<Record<string, readonly LayerCall[]>>;

/** Profiles by `name@version`, apart by what they are made for. */
export interface ProfileCatalogue {
  readonly sites: ReadonlyMap<string, Profile<Site>>;
  readonly hubs: ReadonlyMap<string, Profile<Hub>>;
  readonly centres: ReadonlyMap<string, Profile<Centre>>;
  /** Facts of kinds that layers make and that neither Kubernetes nor an engine has. */
  readonly kinds?: KindTable;
  /** What another value of a parameter does to a living site, for those of which it may do harm. */
  readonly parameterFacts?: Readonly<Record<string, FieldRule>>;
  /** A chart without an entry counts as one that may run every image of its profile. */
  readonly chartImages?: ChartImages;
  /** A layer without an entry counts as one whose pods go to every URL of its inputs. */
  readonly layerCalls?: LayerCalls;
}

/** `name@version` of every profile, whatever it is made for. */
export function profileReferences({ sites, hubs, centres }: ProfileCatalogue): readonly string[] {
  return [sites, hubs, centres].flatMap((each) => [...each.keys()]);
}
