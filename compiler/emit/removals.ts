/** What a step takes away, by the names that people know, and what becomes of it at the clusters. */

import { firstNames } from "../../model/first-names.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { KindTable } from "../../model/kinds/facts.ts";
import type { HandedOverNamespace } from "../../policies/rule.ts";
import type { NextContent } from "./content-change.ts";
import { namesOf } from "./removal-names.ts";
import type { RemovedFile } from "./removed-files.ts";

/** Each list holds texts such as `sites sz-01, sz-02`, `namespace media`; empty when there is nothing of the kind. */
export interface Removals {
  /** Goes from Git, and is pruned with the data in it. */
  readonly deleted: readonly string[];
  /** Goes from Git, and is still there in the cluster or at the place: nothing prunes it. */
  readonly leftBehind: readonly string[];
  /** Stays, and belongs to another tenant from then on. */
  readonly handedOver: readonly string[];
  /** Regions that the centre lists no more. */
  readonly regions: readonly string[];
}

export const noRemovals: Removals = { deleted: [], leftBehind: [], handedOver: [], regions: [] };

/** What is known of a step besides the two lists of files. */
interface RemovalFacts {
  readonly kinds: KindTable;
  readonly removed: readonly RemovedFile[];
  /** Text of a file of the tip; undefined where nobody has it. */
  readonly textOf: (id: string) => string | undefined;
  readonly handedOver: readonly HandedOverNamespace[];
  /** Names of regions that the tip lists and the new content does not. */
  readonly goneRegions: readonly string[];
}

export function removalsOf(
  next: NextContent,
  before: Inventory,
  { kinds, removed, textOf, handedOver, goneRegions }: RemovalFacts,
): Removals {
  return {
    ...namesOf({ next, before, removed, kinds, isWithClaims: (file) => isWithClaims(file, textOf) }),
    handedOver: handedOver.map(handOver),
    regions: goneRegions.map((name) => `region ${name}`),
  };
}

/** Whether the text of a file tells more than its name: that of a StatefulSet, which may have claims. */
export const isToBeRead = ({ path }: RemovedFile): boolean => /\/statefulset_[^/]+$/.test(path);

/** Claims of a StatefulSet outlive it (k8s.io/api apps/v1 persistentVolumeClaimRetentionPolicy: Retain unless it is set). */
function isWithClaims(file: RemovedFile, textOf: RemovalFacts["textOf"]): boolean {
  return isToBeRead(file) && /^ {2}volumeClaimTemplates:/m.test(textOf(file.id) ?? "");
}

function handOver({ namespace, from, to, gains, holds }: HandedOverNamespace): string {
  const content = holds.length > 0 ? `, with ${firstNames(holds)} in it` : "";
  const who = gains.length > 0 ? `; ${firstNames(gains)} may read and change it` : "";
  return `namespace ${namespace} from tenant ${from} to ${to}${content}${who}`;
}

/** The same sentences in a terminal, in a commit and in a review; none when nothing goes. */
export function removalLines({ deleted, leftBehind, handedOver, regions }: Removals): readonly string[] {
  return [
    ...sentence("deleted from Git and pruned, with all data in it", deleted),
    ...sentence("left behind in the cluster, to be removed by hand", leftBehind),
    ...sentence("handed over", handedOver),
    ...regions.map(
      (region) =>
        `no longer listed by the centre: ${region}; its repository ${region.replace(/^region /, "")}.git is left as it is, and a hub that runs goes on following it: switch the hub off, then archive the repository`,
    ),
  ];
}

const sentence = (label: string, names: readonly string[]): readonly string[] =>
  names.length > 0 ? [`${label}: ${names.join("; ")}`] : [];
