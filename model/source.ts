/** Positions of facts in the fleet's files, as steps into a document. */

/** A step into a document: a key of a mapping or an index of a list. */
export type Step = string | number;

/**
 * Where a fact was written: a file of the fleet and the way to the node inside it.
 * Lines and columns are looked up only when something is reported (compiler/load/locate.ts).
 */
export interface Source {
  /** Path relative to the fleet's folder, with forward slashes. */
  readonly file: string;
  readonly path: readonly Step[];
  /** The key itself is meant, not its value. */
  readonly key?: true;
  /** Position when it is already known, for example from a syntax error. */
  readonly position?: Position;
}

/** 1-based line and column, counted in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The source of a node below the given one. */
export function within(source: Source, ...steps: readonly Step[]): Source {
  return { file: source.file, path: [...source.path, ...steps] };
}
