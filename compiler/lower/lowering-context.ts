/** What the clusters of one fleet share while they are lowered. */
import type { Fleet } from "../../constructs/fleet.ts";
import type { EngineTables } from "../../engines/engines.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { forgetValues } from "../../model/memo.ts";
import type { KnownUnits } from "../reuse/known-units.ts";
import { FolderMaker } from "./folder-maker.ts";
import { AppLowering } from "./lower-apps.ts";
import { LayerRenderer } from "./render-layer.ts";

export interface LoweringContext {
  readonly engines: EngineTables;
  readonly renderer: LayerRenderer;
  readonly apps: AppLowering;
  readonly folders: FolderMaker;
  /** What could not be lowered; whoever compiles takes them away. */
  readonly errors: Diagnostic[];
  /** Units of sites that need not be made again; absent: each is. */
  readonly known?: KnownUnits | undefined;
}

/**
 * Begins a run: nothing is kept of another fleet.
 *
 * @param renderer one that renders for another version of the fleet too, with the same tenants
 */
export function createLoweringContext(
  fleet: Fleet,
  engines: EngineTables,
  renderer = new LayerRenderer(fleet.spec.tenants),
): LoweringContext {
  forgetValues();
  return {
    engines,
    renderer,
    apps: new AppLowering(fleet, engines),
    folders: new FolderMaker(fleet),
    errors: [],
  };
}
