/** Loads the code of a run: the profiles, rules and engines that are shipped, and those of the fleet's own. */

import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type FleetCode, shippedCode, withConfiguration } from "../compiler/fleet-code.ts";
import type { FleetConfiguration, FleetProgram } from "../compiler/fleet-configuration.ts";
import { codeDiagnostics } from "../compiler/load/code-diagnostics.ts";
import { ownFingerprints, type ProfileFingerprints } from "../compiler/load/profile-sources.ts";
import { configurationFaults } from "../compiler/own-code/configuration-faults.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { configurationFile, programFile } from "./own-code-files.ts";
import { resolveImportsOf } from "./own-imports.ts";
import { importProfiles } from "./profile-module.ts";
import type { RunSettings } from "./settings.ts";

/** The code of a run, and what is wrong with the fleet's own part of it. */
export interface LoadedCode extends FleetCode {
  /** The shipped ones are read at each call, the fleet's own when the code was loaded. */
  readonly fingerprints: () => ProfileFingerprints;
  /** References of the fleet's own profiles. */
  readonly ownProfiles: ReadonlySet<string>;
  /** What the fleet's own lock holds, without what is shipped. */
  readonly ownLock: ReadonlyMap<string, string>;
  readonly program: FleetProgram | undefined;
  /** The fleet has code of its own, which may look at whatever it likes. */
  readonly hasOwn: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Never throws: what goes wrong in the fleet's own code is among the diagnostics. */
export async function loadCode({
  root,
  profiles,
  code: source,
}: Pick<RunSettings, "root" | "profiles" | "code">): Promise<LoadedCode> {
  const { catalogue, fingerprints } = await importProfiles(profiles);
  const base: FleetCode = { ...shippedCode, catalogue };
  const named = source ? source.folder : root;
  const without: LoadedCode = {
    ...base,
    fingerprints,
    ownProfiles: new Set(),
    ownLock: new Map(),
    program: undefined,
    hasOwn: false,
    diagnostics: [],
  };
  if (named === undefined || !existsSync(named)) return without;
  // Node knows modules by where they really are, and macOS has its temporary folders behind a link.
  const folder = realpathSync.native(named);
  const [file, programAt] = [join(folder, configurationFile), join(folder, programFile)];
  if (!existsSync(file) && !existsSync(programAt)) return without;
  resolveImportsOf(folder, source ? source.packages : root);
  let running: string = configurationFile;
  try {
    const found = existsSync(file) ? await importDefault(file) : {};
    const faults = configurationFaults(base, found);
    if (faults.length > 0) return { ...without, diagnostics: faults.map(invalid) };
    running = programFile;
    const program = existsSync(programAt) ? await importDefault(programAt) : undefined;
    if (program !== undefined && typeof program !== "function") {
      return {
        ...without,
        diagnostics: codeDiagnostics(programFile, new Error("has no function as its default export")),
      };
    }
    running = configurationFile;
    const code = withConfiguration(base, found as FleetConfiguration);
    const own = ownFingerprints(folder, base.catalogue, code.catalogue);
    return {
      ...code,
      program: program as FleetProgram | undefined,
      hasOwn: true,
      ownProfiles: new Set(own.fingerprints.profileHashes.keys()),
      ownLock: own.fingerprints.profileLock,
      fingerprints: () => joined(fingerprints(), own.fingerprints),
      diagnostics: own.diagnostics,
    };
  } catch (error) {
    return { ...without, diagnostics: codeDiagnostics(running, error, folder) };
  }
}

async function importDefault(file: string): Promise<unknown> {
  const module = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  return module.default ?? null;
}

function joined(shipped: ProfileFingerprints, own: ProfileFingerprints): ProfileFingerprints {
  return {
    profileHashes: new Map([...shipped.profileHashes, ...own.profileHashes]),
    profileLock: new Map([...shipped.profileLock, ...own.profileLock]),
  };
}

function invalid(message: string): Diagnostic {
  return {
    code: "config/invalid",
    severity: "error",
    message,
    subjects: [],
    at: { file: configurationFile, path: [] },
    hint: "mend it there; defineFleet names every key to an editor",
  };
}
