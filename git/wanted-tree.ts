import { inventoryPath } from "../model/inventory.ts";
import type { ContentFile } from "../model/repository-file.ts";
import { GitFault } from "./fault.ts";
import { pathFault, segmentFault } from "./path-fault.ts";
import type { PublishRequest } from "./request.ts";
import { Scope } from "./scope.ts";
import { Folder, splitPath, TreeWriter } from "./tree.ts";

export interface Wanted {
  readonly scope: Scope;
  /** Every file but the stamped ones and the inventory. */
  readonly tree: TreeWriter;
  readonly files: readonly ContentFile[];
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
  const places = new Map<string, Place>();
  for (const file of listed) {
    const [parent, name] = splitPath(file.path);
    const place = places.get(parent) ?? openPlace(parent, tree, scope);
    places.set(parent, place);
    const fault = place.fault ?? segmentFault(name) ?? placeFault(file, name, place, scope);
    if (fault !== undefined) faults.push(`\`${file.path}\` ${fault}`);
    else if (!stamped.has(file.path)) place.folder?.set(name, file);
  }
  if (listed.some(({ path }) => UPPER.test(path))) faults.push(...caseCollisions(tree.root, ""));
  if (faults.length === 0) return { scope, tree, files: listed };
  throw new GitFault(
    "git/path",
    `${faults.length} path(s) cannot go into a repository: ${faults.join("; ")}.`,
    "Rename the site, the host or the object that the path is made from.",
  );
}

/** A folder, looked at once for all of its files. */
interface Place {
  readonly fault: string | undefined;
  /** Undefined when a file stands in its way. */
  readonly folder: Folder | undefined;
  readonly isOwned: boolean;
}

function openPlace(path: string, tree: TreeWriter, scope: Scope): Place {
  const fault = path === "" ? undefined : pathFault(path.slice(0, -1));
  const folder = fault === undefined ? tree.folder(path) : undefined;
  return { fault, folder, isOwned: path !== "" && scope.owns(path.slice(0, -1)) };
}

function placeFault({ path }: ContentFile, name: string, { folder, isOwned }: Place, scope: Scope) {
  if (!isOwned && !scope.owns(path)) return "is outside the owned part";
  return folder && !folder.entries.has(name) ? undefined : "is taken by another file";
}

const UPPER = /[A-Z]/;

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
