/** Which system an object belongs to, by its labels. */

import { isRelabelled } from "./label-changes.ts";
import type { ObjectChange } from "./object-changes.ts";

/** Changed objects by the name of their system; those of none are left out, and so are those with other labels alone. */
export function bySystem(changes: readonly ObjectChange[]): ReadonlyMap<string, readonly ObjectChange[]> {
  const found = new Map<string, ObjectChange[]>();
  for (const change of changes) {
    const system = change.kind === "changed" && !isRelabelled(change) ? systemOf(change) : undefined;
    if (system === undefined) continue;
    const known = found.get(system);
    if (known) known.push(change);
    else found.set(system, [change]);
  }
  return found;
}

/** As the emitter writes it. */
const LABEL = /^ {4}flotilla\.dev\/system: "?([^"\n]+)"?$/m;

function systemOf({ before, after }: ObjectChange): string | undefined {
  return LABEL.exec(after ?? before ?? "")?.[1];
}
