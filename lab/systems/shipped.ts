/** What the sample fleet makes somebody fetch: it uses every engine and every layer. */

import { compile } from "../../compiler/compile.ts";
import { loadFleet } from "../../compiler/load/load-fleet.ts";
import { MirrorList } from "../../compiler/mirror/mirror-list.ts";
import { catalogue } from "../../profiles/catalogue.ts";
import { LabFailure } from "../program.ts";

/**
 * References of the fleet in `root` without registry, host and tenants' apps, sorted: `fluxcd/flux-cli:v2.7.5`.
 * @throws LabFailure when the fleet has errors
 */
export function shippedReferences(root: string): readonly string[] {
  const { fleet, selection, diagnostics } = loadFleet(root, catalogue);
  if (!fleet || diagnostics.some(({ severity }) => severity === "error")) {
    throw new LabFailure(
      2,
      `the fleet in ${root} has errors, expected one that can be compiled: flotilla check names them`,
    );
  }
  const list = new MirrorList(fleet);
  const facts = { today: "2026-01-01", profileHashes: new Map(), profileLock: new Map() };
  compile({
    fleet,
    selection,
    rules: [],
    facts,
    sink: () => (_, files) => {
      for (const file of files) list.add(file);
    },
  });
  const tenants = fleet.spec.tenants.map(({ name }) => `${name}/`);
  const references = list.finish().map(({ reference }) => placeOf(reference));
  return [...new Set(references)].filter((each) => !tenants.some((name) => each.startsWith(name))).toSorted();
}

/** Without what is the fleet's own: scheme, host, the folder of its repositories, checksums. */
function placeOf(reference: string): string {
  return reference
    .replace(/^https?:\/\//, "")
    .replace(/^[^/]*\//, "")
    .replace(/^fleet\/(?=mirrors\/)/, "")
    .replace(/\.sha256$/, "");
}
