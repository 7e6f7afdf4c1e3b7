import { lstatSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Finds what keeps a path below a folder from being written or removed: a symbolic link, which may lead out of the
 * folder, or something of another kind. Links are named, never followed.
 */
export class Obstacles {
  readonly #out: string;
  readonly #folders = new Map<string, Way>();

  /** @param out the folder; it may be a link itself, as the user's own choice */
  constructor(out: string) {
    this.#out = out;
  }

  /** @returns the obstacle at the file or at a folder above it; undefined when a file is there or could be made */
  at(path: string): Obstacle | undefined {
    const above = this.#folder(dirname(path));
    if (above.obstacle || above.isAbsent) return above.obstacle;
    const stats = lstatSync(join(this.#out, path), { throwIfNoEntry: false });
    return stats && !stats.isFile() ? { path, found: kindOf(stats), expected: "a file" } : undefined;
  }

  #folder(path: string): Way {
    if (path === ".") return { isAbsent: false };
    let way = this.#folders.get(path);
    if (!way) {
      const above = this.#folder(dirname(path));
      way = above.obstacle || above.isAbsent ? above : lookAt(join(this.#out, path), path);
      this.#folders.set(path, way);
    }
    return way;
  }
}

export interface Obstacle {
  /** Relative to the folder, with slashes. */
  readonly path: string;
  /** What is there, and what should be. */
  readonly found: string;
  readonly expected: string;
}

interface Way {
  readonly isAbsent: boolean;
  readonly obstacle?: Obstacle;
}

function lookAt(full: string, path: string): Way {
  const stats = lstatSync(full, { throwIfNoEntry: false });
  if (!stats) return { isAbsent: true };
  if (stats.isDirectory()) return { isAbsent: false };
  return { isAbsent: false, obstacle: { path, found: kindOf(stats), expected: "a folder" } };
}

function kindOf(stats: Stats): string {
  if (stats.isSymbolicLink()) return "a symbolic link";
  if (stats.isDirectory()) return "a folder";
  return stats.isFile() ? "a file" : "neither a file nor a folder";
}
