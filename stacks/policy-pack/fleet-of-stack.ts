import { resolve } from "node:path";
import type { FleetCode } from "../../compiler/fleet-code.ts";
import type { Selection } from "../../compiler/load/load-fleet.ts";
import { type LocatedDiagnostic, locate } from "../../compiler/load/locate.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { LoadedCode } from "../../pipeline/own-code.ts";
import { shippedProfiles } from "../../pipeline/profile-module.ts";
import { sortFindings } from "../../pipeline/report/report.ts";
import { openSession } from "../../pipeline/session.ts";
import { projectRoot } from "../remote.ts";
import { readSettings } from "../stack-settings.ts";

/** A fleet as one stack sees it, with the code that it is checked with. */
export interface FleetOfStack {
  readonly fleet: Fleet;
  /** The region of the stack, or the centre. */
  readonly selection: Selection;
  readonly code: FleetCode & Pick<LoadedCode, "fingerprints">;
  readonly textOf: (file: string) => string | undefined;
}

/** A fleet whose files are faulty: nothing can be said of it, so no rule passes. */
export interface UnreadFleet {
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly faults: readonly LocatedDiagnostic[];
}

/**
 * The fleet that a stack publishes, by the stack's own configuration: a policy pack that is an executable is not told
 * it.
 */
export async function fleetOfStack(stack: string, today: string): Promise<FleetOfStack | UnreadFleet> {
  const folder = resolve(projectRoot, String(readSettings(stack)?.config?.["flotilla:fleet"] ?? "."));
  const { code, loaded } = await openSession({ root: folder, regions: [stack], today, profiles: shippedProfiles });
  const { fleet, selection, diagnostics, textOf } = loaded;
  const faults = diagnostics.filter(({ severity }) => severity === "error");
  return fleet && faults.length === 0
    ? { fleet, selection, code, textOf }
    : { folder, faults: sortFindings(locate(faults, textOf)) };
}
