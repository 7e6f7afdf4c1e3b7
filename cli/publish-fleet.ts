import { availableParallelism } from "node:os";
import { ownedPaths, type RepositoryContent } from "../compiler/emit/content.ts";
import { type Provenance, stampedPaths } from "../compiler/emit/stamped.ts";
import type { Fleet } from "../constructs/fleet.ts";
import { publishAll } from "../git/publish-all.ts";
import type { PublishRequest, PublishResult } from "../git/request.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { evaluateChange } from "../policies/evaluate.ts";
import { applyExemptions } from "../policies/exempt.ts";
import { rules } from "../policies/rules.ts";

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
  { source, commit }: Provenance,
  base: string,
  today: string,
): PublishRequest<readonly Diagnostic[]> {
  const { name, construct, sites, files, plan } = content;
  return {
    remote: `${base}/${name}.git`,
    fleet: fleet.spec.name,
    repository: name,
    sites,
    files,
    stamped: stampedPaths,
    owned: ownedPaths,
    message: {
      subject: `${name}: ${files.length} files from ${commit.slice(0, 12)}`,
      body: "",
      trailers: [
        ["Flotilla-Source", source],
        ["Flotilla-Source-Commit", commit],
        ["Flotilla-Plan", `sha256:${plan}`],
      ],
    },
    guard: (tip) => {
      const after = { sites, paths: new Set(files.map(({ path }) => path)) };
      const change = { fleet, repository: name, construct, before: tip?.inventory, after };
      const found = evaluateChange(rules, change).filter(({ severity }) => severity === "error");
      const { exempted } = applyExemptions(found, fleet, today, fleet.regions, rules, ["change"]);
      const errors = found.filter((each) => !exempted.includes(each));
      return errors.length > 0 ? errors : undefined;
    },
  };
}
