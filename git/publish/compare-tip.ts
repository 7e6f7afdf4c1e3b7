/** Compares the tip of a repository with what it shall hold, for a publish and for whoever only looks. */

import type { ObjectReader } from "../repository/object-reader.ts";
import type { Tip } from "../repository/tip.ts";
import { type Conflict, findConflicts } from "./conflicts.ts";
import { diffTree, type TreeDiff } from "./diff-tree.ts";
import type { OwnedContent, PublishRequest } from "./request.ts";
import { type Wanted, wantedTree } from "./wanted-tree.ts";

export interface ComparedTip extends Wanted {
  readonly diff: TreeDiff;
  /** What a publish would find in its way. */
  readonly conflicts: readonly Conflict[];
}

const EMPTY: TreeDiff = { unmanaged: [], owned: [], unchanged: new Set(), existing: new Set() };

/**
 * @param reader of the repository that holds the tip; not needed without a tip
 * @throws GitError for paths that may not be written
 */
export async function compareTip(
  request: OwnedContent & Pick<PublishRequest<unknown>, "fleet" | "repository">,
  tip: Tip | undefined,
  reader: ObjectReader | undefined,
): Promise<ComparedTip> {
  const wanted = wantedTree(request);
  const { scope, tree } = wanted;
  const diff = tip && reader ? await diffTree(reader, tip.tree, tree.root, scope) : EMPTY;
  const conflicts = tip ? findConflicts(tip, diff, { ...request, scope, wanted: tree.root }) : [];
  return { ...wanted, diff, conflicts };
}
