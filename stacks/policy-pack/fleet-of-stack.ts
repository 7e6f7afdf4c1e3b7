import { resolve } from "node:path";
import type { FleetCode } from "../../compiler/fleet-code.ts";
import type { Selection } from "../../compiler/load/load-fleet.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { LoadedCode } from "../../pipeline/own-code.ts";
import { shippedProfiles } from "../../pipeline/profile-module.ts";
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

/**
 * The fleet that a stack publishes, by the stack's own configuration: a policy pack that is an executable is not told
 * it.
 */
export async function fleetOfStack(stack: string, today: string): Promise<FleetOfStack> {
  const folder = resolve(projectRoot, String(readSettings(stack)?.config?.["flotilla:fleet"] ?? "."));
  const { code, loaded } = await openSession({ root: folder, regions: [stack], today, profiles: shippedProfiles });
  const { fleet, selection, diagnostics, textOf } = loaded;
  if (fleet) return { fleet, selection, code, textOf };
  throw new Error(
    `the fleet in ${folder} cannot be read: ${diagnostics[0]?.message}; run flotilla check --fleet ${folder}`,
  );
}
