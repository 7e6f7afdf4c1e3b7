import { listedIsolation } from "../../cli/list/isolation.ts";
import type { ListRequest } from "../../cli/list/listing.ts";
import { listedPaths } from "../../cli/list/paths.ts";
import { loadFleet } from "../../compiler/load/load-fleet.ts";
import { type IsolationClass, isolationClasses } from "../../compiler/reach/isolation-classes.ts";
import type { PathRow } from "../../compiler/reach/path-rows.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { engines } from "../../engines/engines.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { folderWith } from "../folder-with.ts";
import { reviewFleet } from "../plan/review-fleet.ts";

function reviewRequest(): ListRequest {
  const { fleet, selection, textOf } = loadFleet(folderWith(reviewFleet), catalogue);
  return { fleet: fleet as Fleet, selection, scope: {}, engines, textOf };
}

/** The paths of the fleet that reviews are tested on. */
export function reviewPaths(): readonly PathRow[] {
  return listedPaths(reviewRequest());
}

/** Which of its apps may speak to which. */
export function reviewIsolation(): readonly IsolationClass[] {
  return isolationClasses(listedIsolation(reviewRequest()));
}
