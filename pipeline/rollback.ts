/** Brings a region back to what an earlier commit of its repository holds, without compiling anything. */

import { judgePublish } from "../compiler/change-violations.ts";
import { ownedPaths } from "../compiler/emit/content.ts";
import { volatilePaths } from "../compiler/emit/provenance-files.ts";
import { noRemovals, type Removals, removalLines } from "../compiler/emit/removals.ts";
import type { Fleet } from "../constructs/fleet.ts";
import { publish } from "../git/publish/publish.ts";
import { GitError } from "../git/repository/git-error.ts";
import { type PublishedContent, readPublished } from "../git/repository/read-commit.ts";
import { contentDigest } from "../model/content-digest.ts";
import { artifactTarget } from "./artifacts/artifact-target.ts";
import { artifactsAfter, keyFailure } from "./artifacts/outcome.ts";
import type { LoadedCode } from "./own-code.ts";
import type { PublishedRepository } from "./repository-stager.ts";
import { version } from "./version.ts";

export interface RollbackRequest {
  readonly fleet: Fleet;
  readonly code: LoadedCode;
  /** Of the region, or `centre`. */
  readonly name: string;
  /** `<base>/<name>.git` is the repository. */
  readonly base: string;
  /** Of that repository. */
  readonly commit: string;
  readonly overwrite: boolean;
  /** UTC, YYYY-MM-DD, for exemptions. */
  readonly today: string;
}

/**
 * A new commit with the content of the old one; history only grows. The rules on changes judge the step as they judge any
 * other: sites and data that would go, and fields that may not change, stop it.
 *
 * @throws GitError when the commit cannot be read
 */
export async function rollBack(request: RollbackRequest): Promise<PublishedRepository> {
  const { fleet, code, name, base, today, overwrite } = request;
  const remote = `${base}/${name}.git`;
  const old = await readPublished(remote, request.commit);
  requireSame(old, fleet, name, remote);
  const { files, inventory, commit } = old;
  const target = artifactTarget(fleet, name, remote, code);
  const told = { name, remote, files: files.length + 1, ...noRemovals };
  const failure = await keyFailure(target);
  if (failure) return { ...told, result: failure };
  let removals: Removals = noRemovals;
  const content = { name, construct: `${fleet.path}/${name}`, sites: inventory.sites, files, plan: "" };
  const result = await publish({
    remote,
    fleet: fleet.spec.name,
    repository: name,
    sites: inventory.sites,
    files,
    volatile: volatilePaths,
    owned: ownedPaths,
    toolVersion: version,
    overwrite,
    message: () => ({
      subject: `${name}: Back to ${commit.slice(0, 12)}`,
      body: removalLines(removals).join("\n"),
      trailers: [
        ["Flotilla-Rollback", commit],
        ["Flotilla-Plan", `sha256:${contentDigest(files.filter(({ path }) => !volatilePaths.has(path)))}`],
      ],
    }),
    guard: async (tip, read) => {
      const judged = await judgePublish(fleet, content, tip?.inventory, today, read, code);
      removals = judged.removals;
      return judged.violations.length > 0 ? judged.violations : undefined;
    },
  });
  const artifacts = await artifactsAfter(result, target);
  return { ...told, ...removals, result, ...(artifacts && { artifacts }) };
}

function requireSame({ inventory, commit }: PublishedContent, fleet: Fleet, name: string, remote: string): void {
  if (inventory.fleet === fleet.spec.name && inventory.repository === name) return;
  throw new GitError(
    "git/other-repository",
    `Commit ${commit.slice(0, 12)} of ${remote} is of ${inventory.fleet}/${inventory.repository}, not of ${fleet.spec.name}/${name}.`,
    "Name a commit of this repository.",
  );
}
