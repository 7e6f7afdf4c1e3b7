import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { load } from "js-yaml";
import { loadFleet } from "../../compiler/load/load-fleet.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { projectRoot } from "../remote.ts";

/**
 * The fleet that a stack publishes, by the stack's own configuration: a policy pack that is an executable is not told
 * it. Sites are left out: the rules on trees need the fleet's registries, tenants and exemptions.
 */
export function fleetOfStack(stack: string): Fleet {
  const file = resolve(projectRoot, "stacks", `Pulumi.${stack}.yaml`);
  const settings = existsSync(file) ? (load(readFileSync(file, "utf8")) as StackSettings | undefined) : undefined;
  const folder = resolve(projectRoot, settings?.config?.["flotilla:fleet"] ?? ".");
  const { fleet, diagnostics } = loadFleet(folder, catalogue, ["centre"]);
  if (fleet) return fleet;
  throw new Error(
    `the fleet in ${folder} cannot be read: ${diagnostics[0]?.message}; run flotilla check --fleet ${folder}`,
  );
}

interface StackSettings {
  readonly config?: Readonly<Record<string, string>>;
}
