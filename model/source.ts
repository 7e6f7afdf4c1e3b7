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
  /** Parts below it that stand in another place of the file; absent: none. */
  readonly elsewhere?: readonly WrittenElsewhere[];
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

/** A part of what is built out of a file that is not where its steps say. */
export interface WrittenElsewhere {
  /** From the source that has it. */
  readonly steps: readonly Step[];
  /** From the root of the file. */
  readonly path: readonly Step[];
}

/** The source of a node below the given one. */
export function within(source: Source, ...steps: readonly Step[]): Source {
  const { file, path, elsewhere } = source;
  if (!elsewhere) return { file, path: [...path, ...steps] };
  const moved = elsewhere
    .filter((each) => isAtOrAbove(each.steps, steps))
    .reduce<WrittenElsewhere | undefined>(
      (nearest, each) => (nearest && nearest.steps.length >= each.steps.length ? nearest : each),
      undefined,
    );
  const below = elsewhere
    .filter((each) => each.steps.length > steps.length && isAtOrAbove(steps, each.steps))
    .map((each) => ({ steps: each.steps.slice(steps.length), path: each.path }));
  return {
    file,
    path: moved ? [...moved.path, ...steps.slice(moved.steps.length)] : [...path, ...steps],
    ...(below.length > 0 && { elsewhere: below }),
  };
}

function isAtOrAbove(upper: readonly Step[], lower: readonly Step[]): boolean {
  return upper.every((step, index) => step === lower[index]);
}

/** The node below a construct's source, or nothing when a program made the construct. */
export function sourceAt(source: Source | undefined, ...steps: readonly Step[]): Source | undefined {
  return source && within(source, ...steps);
}
