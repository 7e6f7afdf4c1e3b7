/** A side of a plan that is published: the tips of repositories, of which just what differs is opened. */

import type { FilesByPath } from "../../compiler/diff/changes.ts";
import { writtenClusters } from "../../compiler/diff/cluster-files.ts";
import { regionsPath } from "../../compiler/emit/regions-file.ts";
import { GitError } from "../../git/repository/git-error.ts";
import { readBranch } from "../../git/repository/read.ts";
import { readTexts } from "../../git/repository/read-texts.ts";
import { isDerived } from "../../model/layout.ts";
import type { PublishedContent } from "./version.ts";

/** Branch that everything is published to. */
const BRANCH = "main";

export class PublishedVersion {
  readonly #base: string;

  /** @param base folder of bare repositories, or a Git URL */
  constructor(base: string) {
    this.#base = base;
  }

  /**
   * What the inventory of the tip says, with the texts of what differs.
   *
   * @param head files as they shall be: what is equal there is not opened
   * @returns undefined when the repository is missing or empty
   * @throws GitError when it cannot be read, or when its inventory cannot be relied on
   */
  content(name: string, head: FilesByPath): Promise<PublishedContent | undefined> {
    const remote = `${this.#base}/${name}.git`;
    return readBranch(remote, BRANCH, async ({ tree, inventory, unreadable }, reader, target) => {
      if (!inventory) {
        throw new GitError(
          "git/inventory",
          `The inventory at the tip of ${remote} ${unreadable?.problem ?? "is missing"}, expected what Flotilla published.`,
          "Look at who wrote it; `flotilla publish` says what it would take over.",
        );
      }
      const files = Object.entries(inventory.files);
      // What is derived is never shown; the list of regions tells which one is gone.
      const isOpened = (path: string) => path === regionsPath || !isDerived(path);
      const ids = files.flatMap(([path, { id }]) => (head.get(path)?.id === id || !isOpened(path) ? [] : [id]));
      const texts = await readTexts(target, reader, tree, [...new Set(ids)]);
      const textOf = (path: string, id: string) =>
        texts.get(id) ?? (head.get(path)?.id === id ? head.get(path)?.text : undefined) ?? "";
      const known = new Map(files.map(([path, file]) => [path, { ...file, text: textOf(path, file.id) }]));
      return {
        side: { sites: inventory.sites, files: known },
        clusters: writtenClusters(new Map([[name, known]])),
        toolVersion: inventory.toolVersion,
      };
    });
  }
}
