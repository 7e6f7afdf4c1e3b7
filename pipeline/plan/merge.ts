/** The merge of two revisions, made in Git's object store: no work tree, no branch, nothing that anybody sees. */

import { firstNames } from "../../model/first-names.ts";
import { commitOf } from "../checkout.ts";
import { fleetGit } from "../fleet-git.ts";

/** The same at any time and for anybody, so that equal merges are one commit. */
const NOBODY = "flotilla <flotilla@localhost> 0 +0000";

/** Whole commit ids. */
export interface Merge {
  readonly commit: string;
  readonly base: string;
  readonly head: string;
}

/**
 * The commit that a merge of the head into the base would be. Equal revisions give the same commit.
 *
 * @returns what is wrong, as text: a revision that is none, or files that conflict
 */
export function mergeOf(root: string, base: string, head: string): Merge | string {
  const git = fleetGit(root);
  const ours = commitOf(git, root, base);
  if (typeof ours !== "string") return ours.wrong;
  const theirs = commitOf(git, root, head);
  if (typeof theirs !== "string") return theirs.wrong;
  const merged = git(["merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs]);
  const [tree = "", ...files] = merged.stdout.toString().split("\0");
  if (!/^[0-9a-f]{40,64}$/.test(tree)) {
    return `found ${base} and ${head} without a common ancestor, or a Git older than 2.38, expected what \`git merge-tree --write-tree\` can merge`;
  }
  if (!merged.ok) {
    const names = [...new Set(files.filter((name) => name !== ""))];
    return `${head} does not merge into ${base}: conflicts in ${firstNames(names)}; merge ${base} into it and plan again`;
  }
  const text = `tree ${tree}\nparent ${ours}\nparent ${theirs}\nauthor ${NOBODY}\ncommitter ${NOBODY}\n\nMerge\n`;
  const commit = git(["hash-object", "-t", "commit", "-w", "--stdin"], text);
  if (!commit.ok) return `the merge of ${head} into ${base} cannot be written to ${root}`;
  return { commit: commit.stdout.toString().trim(), base: ours, head: theirs };
}
