import { availableParallelism } from "node:os";
import { changeRefusals } from "../compiler/change-refusals.ts";
import { commitMessage } from "../compiler/emit/commit-message.ts";
import { ownedPaths, type RepositoryContent } from "../compiler/emit/content.ts";
import { type Provenance, stampedPaths } from "../compiler/emit/stamped.ts";
import type { Fleet } from "../constructs/fleet.ts";
import { publishAll } from "../git/publish-all.ts";
import type { PublishRequest, PublishResult } from "../git/request.ts";
import type { Diagnostic } from "../model/diagnostic.ts";

/** What became of one repository. */
export interface Published {
  readonly content: RepositoryContent;
  readonly remote: string;
  readonly result: PublishResult<readonly Diagnostic[]>;
}

export interface PublishOptions {
  /** Folder of bare repositories or Git URL; repositories are `<base>/<name>.git`. */
  readonly base: string;
  readonly overwrite: boolean;
  /** UTC, YYYY-MM-DD, for exemptions. */
  readonly today: string;
}

/** Commits every repository; each stands or falls for itself. */
export async function publishFleet(
  fleet: Fleet,
  contents: readonly RepositoryContent[],
  provenance: Provenance,
  { base, overwrite, today }: PublishOptions,
): Promise<readonly Published[]> {
  const requests = contents.map((content) => ({
    ...requestFor(fleet, content, provenance, base, today),
    overwrite,
  }));
  const results = await publishAll(requests, { concurrency: availableParallelism() });
  return contents.map((content, index) => ({
    content,
    remote: (requests[index] as PublishRequest<unknown>).remote,
    result: results[index] as PublishResult<readonly Diagnostic[]>,
  }));
}

function requestFor(
  fleet: Fleet,
  content: RepositoryContent,
  provenance: Provenance,
  base: string,
  today: string,
): PublishRequest<readonly Diagnostic[]> {
  const { name, sites, files } = content;
  return {
    remote: `${base}/${name}.git`,
    fleet: fleet.spec.name,
    repository: name,
    sites,
    files,
    stamped: stampedPaths,
    owned: ownedPaths,
    message: commitMessage(content, provenance),
    guard: (tip) => {
      const refusals = changeRefusals(fleet, content, tip?.inventory, today);
      return refusals.length > 0 ? refusals : undefined;
    },
  };
}
