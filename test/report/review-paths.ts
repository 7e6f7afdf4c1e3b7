import { listedPaths } from "../../cli/list/paths.ts";
import { loadFleet } from "../../compiler/load/load-fleet.ts";
import type { PathRow } from "../../compiler/reach/path-rows.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { engines } from "../../engines/engines.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { folderWith } from "../folder-with.ts";
import { reviewFleet } from "../plan/review-fleet.ts";

/** The paths of the fleet that reviews are tested on. */
export function reviewPaths(): readonly PathRow[] {
  const { fleet, selection, textOf } = loadFleet(folderWith(reviewFleet), catalogue);
  return listedPaths({ fleet: fleet as Fleet, selection, scope: {}, engines, textOf });
}
