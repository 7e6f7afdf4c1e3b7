/** How often a cluster asks for its repository, and how long it waits, by the link that its site hangs on. */

import type { Link } from "../../model/site-network-file.ts";
import type { Reach } from "../engine.ts";

export interface Pace {
  /** Minutes between two looks at the repository, and how many more they may be. */
  readonly look: readonly [minutes: number, spread: number];
  /** Minutes that one fetch may take: each try starts from nothing. */
  readonly fetch: number;
  /** Minutes that a folder may take to become healthy, images that it pulls included. */
  readonly healthy: number;
}

const PACES: Readonly<Record<Link, Pace>> = {
  fibre: { look: [5, 5], fetch: 5, healthy: 10 },
  lte: { look: [15, 15], fetch: 15, healthy: 30 },
  satellite: { look: [60, 60], fetch: 60, healthy: 120 },
};

/** A hub or a site that says nothing hangs on fibre. */
export function paceOf({ link = "fibre" }: Pick<Reach, "link"> = {}): Pace {
  return PACES[link];
}
