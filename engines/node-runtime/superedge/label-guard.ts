/** Keeps the label by which grids find their zones. */

import { labelGuard } from "../../label-guard.ts";
import { GRID_KEY } from "./grid-key.ts";
import { NAMESPACE } from "./names.ts";

/**
 * Taken off its last server, the label takes the zone's Deployments and StatefulSets with it within seconds, and no event
 * says so. Whoever breaks the glass may, and site-manager, which takes it off when a unit goes.
 */
export const zoneGuard = labelGuard({
  name: "flotilla-superedge-zone",
  label: GRID_KEY,
  loss: "the apps of the zone go",
  others: { "not-site-manager": `system:serviceaccount:${NAMESPACE}:site-manager` },
});
