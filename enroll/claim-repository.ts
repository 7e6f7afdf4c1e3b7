/** Claims in Git: a file a host in a repository of their own, which no cluster reads. */

import { publish } from "../git/publish/publish.ts";
import { createSession } from "../git/publish/session.ts";
import { GitError } from "../git/repository/git-error.ts";
import { readTree } from "../git/repository/read.ts";
import { blobId } from "../model/git-object.ts";
import { version } from "../pipeline/version.ts";
import type { ServerName } from "./authority.ts";
import { type Claim, type ClaimVerdict, claimSchema, judgeClaim } from "./decide/claim.ts";
import type { Identity } from "./decide/identity.ts";

/** Name of the repository in its inventory. */
const REPOSITORY = "enrolment";

export interface ClaimOutcome {
  readonly verdict: ClaimVerdict;
  /** What Git holds now. */
  readonly claim: Claim;
}

/** What stops a write: the claim stays as it is. */
interface Kept {
  readonly verdict: "same" | "taken";
  readonly claim: Claim;
}

export class ClaimRepository {
  readonly #remote: string;
  readonly #fleet: string;
  readonly #session = createSession();
  /** Writes of one process one after the other: they would race for one branch. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param remote a folder of a bare repository, made when missing, or a URL */
  constructor(remote: string, fleet: string) {
    this.#remote = remote;
    this.#fleet = fleet;
  }

  /** @throws GitError when the repository cannot be read, or somebody wrote what is no claim */
  async find(server: ServerName): Promise<Claim | undefined> {
    const path = pathOf(server);
    const { files } = await readTree(this.#remote, path);
    const text = files.get(path);
    return text === undefined ? undefined : parse(text, path);
  }

  /** All claims, by their paths. */
  async list(): Promise<ReadonlyMap<string, Claim>> {
    const { files } = await readTree(this.#remote, "");
    const claims = [...files].filter(([path]) => /^[^./][^/]*\/[^/]+\/[^/]+\.json$/.test(path));
    return new Map(claims.map(([path, text]) => [path, parse(text, path)]));
  }

  /**
   * Writes the claim when nobody else has the host; who has it is looked up in the commit that the new one stands on, so
   * that of two that come at once one has it, whichever service they came to.
   *
   * @throws GitError when nothing could be written
   */
  take(server: ServerName, wanted: Claim, declared: Identity): Promise<ClaimOutcome> {
    let verdict: ClaimVerdict = "new";
    const decide = (existing: Claim | undefined): Kept | undefined => {
      verdict = judgeClaim(existing, wanted, declared);
      return existing && (verdict === "same" || verdict === "taken") ? { verdict, claim: existing } : undefined;
    };
    return this.#write(server, wanted, decide, () => `${server.host}: ${words[verdict]}`).then(
      (kept) => kept ?? { verdict, claim: wanted },
    );
  }

  /** Writes down that the installed system came back. */
  async markInstalled(server: ServerName, claim: Claim, now: Date): Promise<void> {
    const wanted = { ...claim, installed: now.toISOString() };
    const decide = (existing: Claim | undefined): Kept | undefined =>
      existing?.key === claim.key && existing.installed === null ? undefined : { verdict: "same", claim };
    await this.#write(server, wanted, decide, () => `${server.host}: Installed`);
  }

  /** Takes the claim away, so that another server may have the host. */
  async release(server: ServerName, reason: string): Promise<void> {
    await this.#write(
      server,
      undefined,
      () => undefined,
      () => `${server.host}: Released: ${reason}`,
    );
  }

  /** @param wanted undefined to take the file away */
  #write(
    server: ServerName,
    wanted: Claim | undefined,
    decide: (existing: Claim | undefined) => Kept | undefined,
    subject: () => string,
  ): Promise<Kept | undefined> {
    const write = async () => {
      const path = pathOf(server);
      const text = wanted && `${JSON.stringify(wanted, undefined, 2)}\n`;
      const result = await publish<Kept>(
        {
          remote: this.#remote,
          fleet: this.#fleet,
          repository: REPOSITORY,
          sites: {},
          files: text === undefined ? [] : [{ path, text, id: blobId(text), construct: constructOf(server) }],
          volatile: new Set(),
          owned: [path],
          ownsSite: () => false,
          message: () => ({ subject: subject(), body: "", trailers: [] }),
          toolVersion: version,
          guard: async (tip, read) => {
            const id = tip?.inventory?.files[path]?.id;
            const found = id === undefined ? undefined : (await read([id])).get(id);
            return decide(found === undefined ? undefined : parse(found, path));
          },
        },
        undefined,
        this.#session,
      );
      if (result.outcome === "refused") return result.reason;
      if (result.outcome === "failed")
        throw new GitError("git/claim", result.diagnostic.message, result.diagnostic.hint ?? "");
      if (result.outcome === "conflict") throw edited(path, this.#remote);
      if (result.outcome === "race-lost") {
        throw new GitError("git/claim", `${this.#remote} is written by others all the time.`, "Ask again.");
      }
      return undefined;
    };
    const done = this.#last.then(write, write);
    this.#last = done;
    return done;
  }
}

const words: Readonly<Record<ClaimVerdict, string>> = {
  new: "Claimed",
  restarted: "Claimed once more by the same machine",
  replaced: "Claimed by the server that took the place of another",
  same: "Claimed",
  taken: "Claimed",
};

function pathOf({ region, site, host }: ServerName): string {
  return `${region}/${site}/${host}.json`;
}

function constructOf({ fleet, region, site, host }: ServerName): string {
  return [fleet, region, site, host].join("/");
}

function parse(text: string, path: string): Claim {
  try {
    return claimSchema.parse(JSON.parse(text));
  } catch {
    throw edited(path, "the repository of claims");
  }
}

function edited(path: string, where: string): GitError {
  return new GitError(
    "git/claim",
    `${path} in ${where} is not as the service wrote it.`,
    "Bring it back with git revert; to let a host go use flotilla enroll release.",
  );
}
