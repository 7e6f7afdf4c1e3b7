/** Which fields of a claim can change, and how. */

import { quantityValue } from "../quantity.ts";
import { type FixedField, fieldAt } from "./facts.ts";

const source = "kubernetes pkg/apis/core/validation ValidatePersistentVolumeClaimUpdate";

/**
 * Classes of the shipped profiles whose volumes grow (`allowVolumeExpansion`): the chart of Longhorn sets it, the class of
 * local-path-provisioner does not, and the API server refuses a growing claim of any other class (PersistentVolumeClaimResize).
 */
const growing: ReadonlySet<unknown> = new Set(["longhorn"]);

export const claimFields: readonly FixedField[] = [
  { path: "spec.storageClassName", remedy: "make a new claim and copy the data", source },
  { path: "spec.accessModes", remedy: "make a new claim and copy the data", source },
  {
    path: "spec.resources.requests.storage",
    allows: (before, after, object) =>
      growing.has(fieldAt(object, "spec", "storageClassName")) && sizeOf(after) > sizeOf(before),
    remedy:
      "add a volume under another name and copy the data; a claim never shrinks, and grows where it names a class that lets it, such as longhorn",
    source,
  },
];

function sizeOf(quantity: unknown): number {
  return quantityValue(quantity) ?? Number.NaN;
}
