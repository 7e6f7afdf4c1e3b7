import type { KindTable } from "../model/kinds/facts.ts";
import type { Centre } from "./centre.ts";
import type { Hub } from "./hub.ts";
import type { Profile } from "./profile.ts";
import type { Site } from "./site.ts";

/** Profiles by `name@version`, apart by what they are made for. */
export interface ProfileCatalogue {
  readonly sites: ReadonlyMap<string, Profile<Site>>;
  readonly hubs: ReadonlyMap<string, Profile<Hub>>;
  readonly centres: ReadonlyMap<string, Profile<Centre>>;
  /** Facts of kinds that layers make and that neither Kubernetes nor an engine has. */
  readonly kinds?: KindTable;
}
