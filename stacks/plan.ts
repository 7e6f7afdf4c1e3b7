/** From the content of a repository to the resources of its stack. */

import { commitOrigin } from "../compiler/emit/commit-message.ts";
import type { RepositoryContent } from "../compiler/emit/content.ts";
import { type Provenance, volatilePaths } from "../compiler/emit/provenance-files.ts";
import type { RepositoryFile } from "../model/repository-file.ts";
import { keptPaths } from "./kept-paths.ts";
import type { CommitInputs, TreeInputs } from "./provider/inputs.ts";
import { publishedBranch } from "./remote.ts";
import { constructOf, unitsOf } from "./units.ts";

/** Where a stack publishes to, and on what terms. */
export interface StackTerms {
  /** Name of the fleet. */
  readonly fleet: string;
  /** URL or folder of the repository. */
  readonly remote: string;
  readonly provenance: Provenance;
  /** `inventoryEtag` of the repository's tip. */
  readonly inventoryEtag: string;
  /** Absent in a fleet without artifacts. */
  readonly artifacts?: CommitInputs["artifacts"];
  readonly allowDestroy: boolean;
}

/** The resources of a stack; the commit's trees are the outputs of the others. */
export interface StackPlan {
  /** In the order of their units. */
  readonly trees: readonly TreeInputs[];
  readonly commit: Omit<CommitInputs, "trees">;
}

/** Cuts the content of a repository into the resources of its stack. */
export function stackPlan(content: RepositoryContent, terms: StackTerms): StackPlan {
  const { fleet, remote, provenance, inventoryEtag, artifacts, allowDestroy } = terms;
  const { name: repository, sites, files } = content;
  const target = { remote, branch: publishedBranch, fleet, repository };
  const units = unitsOf({ fleet, repository, sites });
  const byUnit = Map.groupBy(
    files.filter(({ path }) => !volatilePaths.has(path)),
    ({ construct }) => units.ofConstruct(construct),
  );
  const { subject, trailers } = commitOrigin(provenance, content.plan);
  return {
    trees: [...byUnit]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([unit, own]) => ({ ...target, unit, ...treeTexts(own, constructOf(target, unit)) })),
    commit: {
      ...target,
      // Pulumi's SDK makes a text of each input on its way, which needs a prototype.
      sites: { ...sites },
      stamp: {
        files: textsOf(files.filter(({ path }) => volatilePaths.has(path))),
        subject,
        trailers: trailers.map(([key, value]) => [key, value]),
      },
      judged: inventoryEtag,
      ...(artifacts && { artifacts }),
      allowDestroy,
    },
  };
}

function treeTexts(files: readonly RepositoryFile[], own: string): Pick<TreeInputs, "files" | "owners" | "kept"> {
  const others = files.filter(({ construct }) => construct !== own);
  return {
    files: textsOf(files),
    owners: Object.fromEntries(others.map(({ path, construct }) => [path, construct])),
    kept: keptPaths(files),
  };
}

function textsOf(files: readonly RepositoryFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}
