import { compile } from "../../compiler/compile.ts";
import { loadFleet } from "../../compiler/load/load-fleet.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { LabFailure } from "../program.ts";
import type { EmittedObjects } from "./emitted.ts";

/** Adds the manifests that Flotilla makes of the fleet in `root`. No rule runs: the API server is what decides. */
export function addFleet(root: string, objects: EmittedObjects): void {
  const { fleet, selection, diagnostics } = loadFleet(root, catalogue);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (!fleet || errors.length > 0) {
    throw new LabFailure(2, `the fleet in ${root} has errors: ${errors.map(({ message }) => message).join("; ")}`);
  }
  const facts = { today: "2026-01-01", profileHashes: new Map(), profileLock: new Map() };
  compile({
    fleet,
    selection,
    rules: [],
    facts,
    sink:
      ({ name }) =>
      (_, files) =>
        objects.add(name, files),
  });
}
