import { inventoryPath } from "../model/inventory.ts";
import type { RepositoryFile } from "../model/repository-file.ts";
import { GitFault } from "./fault.ts";
import { pathFault } from "./path-fault.ts";
import type { PublishRequest } from "./request.ts";
import { Scope } from "./scope.ts";
import { Folder, TreeWriter } from "./tree.ts";

export interface Wanted {
  readonly scope: Scope;
  /** Every file but the stamped ones and the inventory. */
  readonly tree: TreeWriter;
  readonly files: readonly RepositoryFile[];
}

/**
 * The owned part of a repository as it shall be.
 *
 * @throws GitFault that names every path which may not be written
 */
export function wantedTree({ files, stamped, owned }: PublishRequest<unknown>): Wanted {
  const scope = new Scope([...owned, ...stamped, inventoryPath]);
  const tree = new TreeWriter();
  const faults: string[] = [];
  const listed = files.filter(({ path }) => path !== inventoryPath);
  for (const file of listed) {
    const { path } = file;
    const fault = pathFault(path) ?? (scope.owns(path) ? undefined : "is outside the owned part");
    if (fault !== undefined) faults.push(`\`${path}\` ${fault}`);
    else if (!stamped.has(path) && !tree.add(path, file)) faults.push(`\`${path}\` is taken by another file`);
  }
  faults.push(...caseCollisions(tree.root, ""));
  if (faults.length === 0) return { scope, tree, files: listed };
  throw new GitFault(
    "git/path",
    `${faults.length} path(s) cannot go into a repository: ${faults.join("; ")}.`,
    "Rename the site, the host or the object that the path is made from.",
  );
}

/** Names that one file system keeps apart and another mixes. */
function caseCollisions(folder: Folder, path: string): string[] {
  const names = [...folder.entries.keys()];
  const folded = new Set(names.map((name) => name.toLowerCase()));
  const own =
    folded.size < names.length ? [`\`${path}\` holds names that differ only by case: ${names.sort().join(", ")}`] : [];
  const below = [...folder.entries].flatMap(([name, entry]) =>
    entry instanceof Folder ? caseCollisions(entry, `${path}${name}/`) : [],
  );
  return [...own, ...below];
}
