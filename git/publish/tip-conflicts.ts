/** What a publish would find in its way, for whoever only looks. */

import type { ObjectReader } from "../repository/object-reader.ts";
import type { Tip } from "../repository/tip.ts";
import { type Conflict, findConflicts } from "./conflicts.ts";
import { diffTree } from "./diff-tree.ts";
import type { OwnedContent, PublishRequest } from "./request.ts";
import { wantedTree } from "./wanted-tree.ts";

/** @throws GitError for paths that may not be written */
export async function tipConflicts(
  tip: Tip,
  reader: ObjectReader,
  request: OwnedContent & Pick<PublishRequest<unknown>, "fleet" | "repository">,
): Promise<readonly Conflict[]> {
  const { scope, tree } = wantedTree(request);
  const diff = await diffTree(reader, tip.tree, tree.root, scope);
  return findConflicts(tip, diff, { ...request, scope, wanted: tree.root });
}
