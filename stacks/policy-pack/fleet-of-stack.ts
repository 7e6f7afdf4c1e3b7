import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { load } from "js-yaml";
import type { FleetCode } from "../../compiler/fleet-code.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { shippedProfiles } from "../../pipeline/profile-module.ts";
import { openSession } from "../../pipeline/session.ts";
import { projectRoot } from "../remote.ts";

/**
 * The fleet that a stack publishes, by the stack's own configuration: a policy pack that is an executable is not told
 * it. Sites are left out: the rules on trees need the fleet's registries, tenants and exemptions.
 */
export async function fleetOfStack(stack: string): Promise<FleetOfStack> {
  const file = resolve(projectRoot, "stacks", `Pulumi.${stack}.yaml`);
  const settings = existsSync(file) ? (load(readFileSync(file, "utf8")) as StackSettings | undefined) : undefined;
  const folder = resolve(projectRoot, settings?.config?.["flotilla:fleet"] ?? ".");
  const session = await openSession({ root: folder, regions: ["centre"], today: "", profiles: shippedProfiles });
  const { fleet, diagnostics } = session.loaded;
  if (fleet) return { fleet, code: session.code };
  throw new Error(
    `the fleet in ${folder} cannot be read: ${diagnostics[0]?.message}; run flotilla check --fleet ${folder}`,
  );
}

/** A fleet with the code that it is checked with. */
export interface FleetOfStack {
  readonly fleet: Fleet;
  readonly code: FleetCode;
}

interface StackSettings {
  readonly config?: Readonly<Record<string, string>>;
}
