/** A side of a plan that is published: the tips of repositories, of which just what differs is opened. */

import { ownedPaths } from "../../compiler/emit/content.ts";
import { volatilePaths } from "../../compiler/emit/provenance-files.ts";
import { parseRegions, regionsPath } from "../../compiler/emit/regions-file.ts";
import { writtenClusters } from "../../compiler/plan/cluster-files.ts";
import { compareTip } from "../../git/publish/compare-tip.ts";
import { GitError } from "../../git/repository/git-error.ts";
import { readBranch } from "../../git/repository/read.ts";
import { readTexts } from "../../git/repository/read-texts.ts";
import { isDerived } from "../../model/layout.ts";
import { publishedRegions } from "../published-regions.ts";
import type { WantedContent, WrittenContent, WrittenVersion } from "./version.ts";

/** Branch that everything is published to. */
const BRANCH = "main";

export class PublishedVersion implements WrittenVersion {
  readonly #base: string;

  /** @param base folder of bare repositories, or a Git URL */
  constructor(base: string) {
    this.#base = base;
  }

  /**
   * What the inventory of the tip says, with the texts of what differs.
   *
   * @param head as it shall be: what is equal there is not opened; undefined when it shall not be
   * @returns undefined when the repository is missing or empty
   * @throws GitError when it cannot be read, or when its inventory cannot be relied on
   */
  content(name: string, head: WantedContent | undefined): Promise<WrittenContent | undefined> {
    const remote = `${this.#base}/${name}.git`;
    const wanted = head?.files ?? new Map();
    return readBranch(remote, BRANCH, async (tip, reader, target) => {
      const { tree, inventory, unreadable } = tip;
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
      const ids = files.flatMap(([path, { id }]) => (wanted.get(path)?.id === id || !isOpened(path) ? [] : [id]));
      const texts = await readTexts(target, reader, tree, [...new Set(ids)]);
      const textOf = (path: string, id: string) =>
        texts.get(id) ?? (wanted.get(path)?.id === id ? wanted.get(path)?.text : undefined) ?? "";
      const known = new Map(files.map(([path, file]) => [path, { ...file, text: textOf(path, file.id) }]));
      return {
        side: { sites: inventory.sites, files: known },
        clusters: writtenClusters(new Map([[name, known]])),
        toolVersion: inventory.toolVersion,
        conflicts: head ? (await compareTip(requestOf(name, head), tip, reader)).conflicts : [],
      };
    });
  }

  /** The centre's repository lists the regions that were ever published with it. */
  async names(head: readonly string[]): Promise<readonly string[]> {
    return [...new Set([...head, ...Object.keys(parseRegions(await publishedRegions(this.#base)))])];
  }
}

function requestOf(repository: string, { fleet, files }: WantedContent) {
  return {
    fleet,
    repository,
    files: [...files].map(([path, file]) => ({ ...file, path })),
    volatile: volatilePaths,
    owned: ownedPaths,
  };
}
