/** What an allocation changes, as text for people. */

import type { AddressChange } from "../../compiler/allocate/address-changes.ts";
import type { LockAllocation } from "../../compiler/load/lock-allocation.ts";

export function allocationText({ file, changes }: LockAllocation): string {
  const width = Math.max(0, ...changes.map(({ site }) => site.length));
  const lines = changes.map((change) => `  ${change.site.padEnd(width)}  ${wordsOf(change)}\n`);
  return `${file}\n${lines.join("")}`;
}

function wordsOf({ kind, field, before, after }: AddressChange): string {
  const words: Readonly<Record<AddressChange["kind"], string>> = {
    added: `${field} ${after}, new`,
    removed: `${field} ${before}, free from the next run on`,
    moved: `${field} ${before} -> ${after}`,
    given: `${field} ${after}, new`,
    freed: `${field} ${before}, free from the next run on`,
  };
  return words[kind];
}
