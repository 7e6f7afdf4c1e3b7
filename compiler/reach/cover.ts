/** Many construct paths as few: a whole zone or region as `panji/guangdong/*`. */

/** Says which paths of all there are a list holds. */
export class Cover {
  /** How many of all lie below a path, itself counted. */
  readonly #sizes = new Map<string, number>();

  /** @param all every path of its kind, each once */
  constructor(all: Iterable<string>) {
    for (const path of all) for (const above of withAbove(path)) add(this.#sizes, above);
  }

  /**
   * The fewest names that say just the paths: `<path>/*` for all that there are below it, else the path itself.
   *
   * @param paths each once
   * @returns sorted
   */
  names(paths: readonly string[]): readonly string[] {
    if (paths.length < 2) return paths;
    const found = new Map<string, number>();
    for (const path of paths) for (const above of withAbove(path)) add(found, above);
    const isWhole = (path: string) => found.get(path) === this.#sizes.get(path);
    const names = new Set<string>();
    for (const path of paths) {
      const widest = withAbove(path).findLast(
        (above) => above !== path && isWhole(above) && (found.get(above) ?? 0) > 1,
      );
      names.add(widest === undefined ? path : `${widest}/*`);
    }
    return [...names].sort();
  }
}

/** The path, what holds it, and so on up to the fleet. */
function withAbove(path: string): readonly string[] {
  const all = [path];
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) all.push(path.slice(0, end));
  return all;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
