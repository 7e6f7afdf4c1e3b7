/** Finds files that a checkout would hold in another form than their commit. */

import { withIndexOf } from "./fleet-git.ts";

export interface ConvertedFile {
  readonly path: string;
  /** Like `filter=lfs`. */
  readonly attribute: string;
}

/**
 * Attributes by which Git puts other bytes into a work tree than into a commit (gitattributes(5)); ends of lines, which
 * `text` and `eol` change, are read alike.
 */
const CONVERTING = ["filter", "ident", "working-tree-encoding"];
/** Values that leave a file as it is. */
const PLAIN: ReadonlySet<string> = new Set(["unspecified", "unset"]);

/** @param paths from the root of the fleet */
export function convertedFiles(root: string, commit: string, paths: readonly string[]): readonly ConvertedFile[] {
  const { stdout } = withIndexOf(root, commit, (git) =>
    git(["check-attr", "--cached", "-z", "--stdin", ...CONVERTING], paths.join("\0")),
  );
  const fields = stdout.toString().split("\0");
  const converted: ConvertedFile[] = [];
  for (let index = 0; index + 2 < fields.length; index += 3) {
    const [path = "", name = "", value = ""] = fields.slice(index, index + 3);
    if (!PLAIN.has(value)) converted.push({ path, attribute: value === "set" ? name : `${name}=${value}` });
  }
  return converted;
}
