import { encodeTree, type GitObject, type TreeEntry, treeMode } from "../model/git-object.ts";

/** A file, or an entry of the tip that is kept as it is. */
export interface Leaf {
  readonly id: string;
  /** `treeMode.file` when absent. */
  readonly mode?: string;
  /** Absent for entries that the repository already holds. */
  readonly text?: string;
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
    this.#encoded ??= encodeTree([...this.entries].map(treeEntry));
    return this.#encoded;
  }

  #touch(): void {
    this.#encoded = undefined;
    const parent = this.#parent;
    // A folder that is not encoded has none above it that is.
    if (parent && parent.#encoded !== undefined) parent.#touch();
  }
}

function treeEntry([name, entry]: readonly [string, Folder | Leaf]): TreeEntry {
  if (entry instanceof Folder) return { mode: treeMode.folder, name, id: entry.encoded.id };
  return { mode: entry.mode ?? treeMode.file, name, id: entry.id };
}

/** The folder or leaf at a path without a slash at its end. */
export function entryAt(root: Folder, path: string): Folder | Leaf | undefined {
  let entry: Folder | Leaf | undefined = root;
  for (const name of path.split("/")) entry = entry instanceof Folder ? entry.entries.get(name) : undefined;
  return entry;
}

/** Writes leaves by path; files of one folder that come one after the other are cheap. */
export class TreeWriter {
  readonly root = new Folder();
  readonly #folders = new Map<string, Folder | undefined>([["", this.root]]);

  /** @returns false when the path is taken already, or a file stands where a folder must be */
  add(path: string, leaf: Leaf): boolean {
    const slash = path.lastIndexOf("/");
    const folder = this.#folder(path.slice(0, Math.max(0, slash)));
    const name = path.slice(slash + 1);
    if (!folder || folder.entries.has(name)) return false;
    folder.set(name, leaf);
    return true;
  }

  /** Writes over what the path holds. */
  put(path: string, leaf: Leaf): void {
    const slash = path.lastIndexOf("/");
    this.#folder(path.slice(0, Math.max(0, slash)))?.set(path.slice(slash + 1), leaf);
  }

  #folder(path: string): Folder | undefined {
    let folder = this.#folders.get(path);
    if (folder) return folder;
    const slash = path.lastIndexOf("/");
    folder = this.#folder(path.slice(0, Math.max(0, slash)))?.folder(path.slice(slash + 1));
    this.#folders.set(path, folder);
    return folder;
  }
}
