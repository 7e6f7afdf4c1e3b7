/** Runs a fleet's own `fleet.ts`, and tells what goes wrong in it by its line. */

import type { ProfileCatalogue } from "../../constructs/catalogue.ts";
import { Fleet } from "../../constructs/fleet.ts";
import type { EngineTables } from "../../engines/engines.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { lockFleet } from "../build.ts";
import type { FleetProgram } from "../fleet-configuration.ts";
import { codeDiagnostics } from "./code-diagnostics.ts";

/** What a program made, and why it made nothing. */
export interface ProgramResult {
  readonly fleet: Fleet | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The fleet of a program alone. @param folder of the fleet, by which places are cut */
export function programmedFleet(
  program: FleetProgram,
  catalogue: ProfileCatalogue,
  engines: EngineTables,
  folder: string,
): ProgramResult {
  const made = runProgram(program, { catalogue, fromFiles: undefined }, folder);
  return made.fleet ? { ...made, diagnostics: lockFleet(made.fleet, false, engines) } : made;
}

/** @param folder of the fleet, by which places are cut */
export function runProgram(program: FleetProgram, given: Parameters<FleetProgram>[0], folder: string): ProgramResult {
  try {
    const fleet: unknown = program(given);
    const isRight = given.fromFiles ? fleet === given.fromFiles : fleet instanceof Fleet;
    if (isRight) return { fleet: fleet as Fleet, diagnostics: [] };
    const expected = given.fromFiles ? "the fleet of the files, with what was added to it" : "a Fleet";
    return {
      fleet: undefined,
      diagnostics: codeDiagnostics("fleet.ts", new Error(`returned something else, expected ${expected}`)),
    };
  } catch (error) {
    return { fleet: undefined, diagnostics: codeDiagnostics("fleet.ts", error, folder) };
  }
}
