/** Files of a generated repository, ready to be written to Git and listed in the inventory. */

/** `RepositoryFile` whose text may be kept as bytes (UTF-8), which costs less while many files wait to be written. */
export interface ContentFile extends Omit<RepositoryFile, "text"> {
  readonly text: string | Uint8Array;
}

export function textOfFile({ text }: Pick<ContentFile, "text">): string {
  return typeof text === "string" ? text : Buffer.from(text).toString();
}

/** A file of a generated repository, ready to be written to Git and listed in the inventory. */
export interface RepositoryFile {
  /** From the root of the repository, forward slashes, ASCII. */
  readonly path: string;
  readonly text: string;
  /** Git blob id of the text. */
  readonly id: string;
  /** Construct path of the owner. */
  readonly construct: string;
  /** The object stays in its cluster when the file or its reconciler goes: it is protected, or its folder orphaned. */
  readonly kept?: true;
}

/** Reads texts by their Git blob ids, all at once; what is missing is left out. */
export type ReadTexts = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
