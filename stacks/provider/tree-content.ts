import { contentDigest } from "../../model/content-digest.ts";
import { blobId } from "../../model/git-object.ts";
import type { RepositoryFile } from "../../model/repository-file.ts";
import { constructOf } from "../units.ts";
import type { TreeInputs } from "./inputs.ts";

/** The files of a tree as a publish takes them. */
export function treeFiles(inputs: TreeInputs): readonly RepositoryFile[] {
  const own = constructOf(inputs, inputs.unit);
  const kept = new Set(inputs.kept);
  return Object.entries(inputs.files).map(([path, text]) => ({
    path,
    text,
    id: blobId(text),
    construct: inputs.owners[path] ?? own,
    ...(kept.has(path) && { kept: true }),
  }));
}

/** Digest of a tree: paths, contents, and what else the inventory shall list of the files. */
export function treeDigest(files: readonly Omit<RepositoryFile, "text">[]): string {
  return contentDigest(
    files.map(({ path, id, construct, kept }) => ({ path, id: `${id} ${construct}${kept ? " kept" : ""}` })),
  );
}

/** Content of the trees that one operation works on: a commit names them by digest alone. */
export class TreeContents {
  readonly #known = new Map<string, readonly RepositoryFile[]>();

  remember(inputs: TreeInputs): void {
    const files = treeFiles(inputs);
    this.#known.set(`${inputs.unit} ${treeDigest(files)}`, files);
  }

  find(unit: string, digest: string): readonly RepositoryFile[] | undefined {
    return this.#known.get(`${unit} ${digest}`);
  }
}
