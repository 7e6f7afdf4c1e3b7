/** Trees in the making, encoded when their ids are asked for. */

import { encodeTree, type GitObject, type TreeEntry, treeMode } from "../../model/git-object.ts";

/** A file, or an entry of the tip that is kept as it is. */
export interface Leaf {
  readonly id: string;
  /** `treeMode.file` when absent. */
  readonly mode?: string;
  /** Absent for entries that the repository already holds. */
  readonly text?: string | Uint8Array;
}

/** A folder of a tree in the making; it is encoded when its id is asked for, and again only after a change below it. */
export class Folder {
  readonly entries = new Map<string, Folder | Leaf>();
  #parent: Folder | undefined;
  #encoded: GitObject | undefined;

  constructor(parent?: Folder) {
    this.#parent = parent;
  }

  set(name: string, entry: Leaf): void {
    this.entries.set(name, entry);
    this.#touch();
  }

  /** The folder of that name, made when missing; undefined when a file has the name. */
  folder(name: string): Folder | undefined {
    const known = this.entries.get(name);
    if (known !== undefined) return known instanceof Folder ? known : undefined;
    const folder = new Folder(this);
    this.entries.set(name, folder);
    this.#touch();
    return folder;
  }

  get encoded(): GitObject {
    this.#encoded ??= encodeTree(this.#listed());
    return this.#encoded;
  }

  #listed(): TreeEntry[] {
    const listed: TreeEntry[] = [];
    for (const [name, entry] of this.entries) listed.push(treeEntry(name, entry));
    return listed;
  }

  #touch(): void {
    this.#encoded = undefined;
    const parent = this.#parent;
    // A folder that is not encoded has none above it that is.
    if (parent && parent.#encoded !== undefined) parent.#touch();
  }
}

function treeEntry(name: string, entry: Folder | Leaf): TreeEntry {
  if (entry instanceof Folder) return { mode: treeMode.folder, name, id: entry.encoded.id };
  return { mode: entry.mode ?? treeMode.file, name, id: entry.id };
}

/** The folder or leaf at a path without a slash at its end. */
export function entryAt(root: Folder, path: string): Folder | Leaf | undefined {
  let entry: Folder | Leaf | undefined = root;
  for (const name of path.split("/")) entry = entry instanceof Folder ? entry.entries.get(name) : undefined;
  return entry;
}

/** A folder's path with a slash at its end, empty for the root, and the name in it. */
export function splitPath(path: string): readonly [parent: string, name: string] {
  const end = path.lastIndexOf("/") + 1;
  return [path.slice(0, end), path.slice(end)];
}

/** Finds and makes folders by path. */
export class TreeWriter {
  readonly root = new Folder();
  readonly #folders = new Map<string, Folder>([["", this.root]]);

  /** Writes over what the path holds. */
  put(path: string, leaf: Leaf): void {
    const [parent, name] = splitPath(path);
    this.folder(parent)?.set(name, leaf);
  }

  /**
   * @param path with a slash at its end; empty for the root
   * @returns undefined when a file stands in its way
   */
  folder(path: string): Folder | undefined {
    const known = this.#folders.get(path);
    if (known) return known;
    const [parent, name] = splitPath(path.slice(0, -1));
    const folder = this.folder(parent)?.folder(name);
    if (folder) this.#folders.set(path, folder);
    return folder;
  }
}
