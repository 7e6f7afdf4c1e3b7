/**
 * The part of a repository that a publish replaces as a whole. Folders end in a slash: `hub/`, `README.md`,
 * `sites/shenzhen/sz-nanshan-01/`.
 */
export class Scope {
  readonly #owned: ReadonlySet<string>;
  readonly #above = new Set<string>();

  constructor(owned: Iterable<string>) {
    this.#owned = new Set(owned);
    for (const path of this.#owned) for (const folder of foldersAbove(path)) this.#above.add(folder);
  }

  /** Whether a path, a file's or a folder's without its slash, is owned or lies in an owned folder. */
  owns(path: string): boolean {
    for (let slash = path.indexOf("/"); slash >= 0; slash = path.indexOf("/", slash + 1)) {
      if (this.#owned.has(path.slice(0, slash + 1))) return true;
    }
    return this.#owned.has(path) || this.#owned.has(`${path}/`);
  }

  /** Whether something owned lies below the folder of this path. */
  isAbove(path: string): boolean {
    return this.#above.has(`${path}/`);
  }

  /** The same part with all names in lower case, for file systems that do not tell them apart. */
  folded(): Scope {
    return new Scope([...this.#owned].map((path) => path.toLowerCase()));
  }
}

/** `a/`, `a/b/` for `a/b/c` and for `a/b/c/`. */
function* foldersAbove(path: string): Generator<string> {
  const last = path.endsWith("/") ? path.length - 1 : path.length;
  for (let slash = path.indexOf("/"); slash >= 0 && slash < last; slash = path.indexOf("/", slash + 1)) {
    yield path.slice(0, slash + 1);
  }
}
