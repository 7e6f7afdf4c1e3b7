/** Which system an object belongs to, by its labels. */

import { fileLocation } from "../../model/layout.ts";
import { isRelabelled } from "./label-changes.ts";
import type { ObjectChange } from "./object-changes.ts";

/** What changes of one system. */
export interface SystemChange {
  /** Two tenants may each have a system of the name. */
  readonly tenant: string;
  readonly system: string;
  readonly changes: readonly ObjectChange[];
}

/** Changed objects by their system; those of none are left out, and so are those with other labels alone. */
export function bySystem(changes: readonly ObjectChange[]): readonly SystemChange[] {
  const changed = changes.filter((change) => change.kind === "changed" && !isRelabelled(change));
  const known = changed.flatMap((change) => {
    const system = systemOf(change);
    return system === undefined ? [] : [{ change, system, tenant: fileLocation(change.path)?.tenant ?? "" }];
  });
  const groups = Map.groupBy(known, ({ tenant, system }) => `${tenant}/${system}`);
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ tenant: first.tenant, system: first.system, changes: own.map(({ change }) => change) }] : [];
  });
}

/** As the emitter writes it. */
const LABEL = /^ {4}flotilla\.dev\/system: "?([^"\n]+)"?$/m;

function systemOf({ before, after }: ObjectChange): string | undefined {
  return LABEL.exec(after ?? before ?? "")?.[1];
}
