/** A repository behind a URL as the target of a publish. */

import { openCache } from "./cache-repository.ts";
import type { Setting } from "./environment.ts";
import { GitError } from "./git-error.ts";
import { gitIn, gitOutput } from "./process.ts";
import type { RefUpdate, Target } from "./target.ts";

/** A server that says nothing about one branch for so long will not. */
const ANSWER_MS = 60_000;
/** A branch can move between asking for it and fetching it. */
const FETCH_TRIES = 3;

/** A repository behind a URL, worked on through a cache that holds the last commit and no old files. */
export async function openRemote(url: string, canonical: string, branch: string): Promise<Target> {
  const gitDir = await openCache(canonical, branch);
  const settings: Setting[] = [["remote.origin.url", url]];
  const git = gitIn(gitDir, settings);
  const ref = `refs/heads/${branch}`;

  const ask = async (): Promise<string | undefined> => {
    const { code, stdout, stderr } = await git(["ls-remote", "--quiet", "origin", ref], { limitMs: ANSWER_MS });
    if (code !== 0) throw unreachable(url, stderr);
    const line = stdout
      .toString()
      .split("\n")
      .find((line) => line.endsWith(`\t${ref}`));
    return line?.slice(0, line.indexOf("\t"));
  };

  /** Without fetching it, as most commands would do with a missing object here. */
  const holds = async (commit: string) => (await git(["rev-list", "--no-walk", "--missing=print", commit])).code === 0;

  const findTip = async () => {
    let detail = "";
    for (let count = 1; count <= FETCH_TRIES; count++) {
      const commit = await ask();
      if (commit === undefined || (await holds(commit))) return commit;
      const depth = ["--depth=1", "--filter=blob:none", "--no-tags", "--no-write-fetch-head"];
      const fetched = await git(["fetch", "--quiet", ...depth, "origin", `+${commit}:${ref}`]);
      if (await holds(commit)) return commit;
      detail = fetched.stderr;
    }
    throw unreachable(url, detail);
  };

  const fetchCommit = async (id: string) => {
    if (await holds(id)) return;
    // What comes of it is read afterwards, so that a server which does not know it is no error of its own.
    await git([
      "fetch",
      "--quiet",
      "--depth=1",
      "--filter=blob:none",
      "--no-tags",
      "--no-write-fetch-head",
      "origin",
      id,
    ]);
  };

  const missingBelow = async (tree: string) => {
    const listing = await gitOutput(git, ["rev-list", "--objects", "--missing=print", tree]);
    return [...listing.matchAll(/^\?([0-9a-f]{40})$/gm)].flatMap(([, id]) => id ?? []);
  };

  const fetchObjects = async (ids: readonly string[]) => {
    if (ids.length === 0) return;
    // What Git itself runs for a missing object (promisor-remote.c), but once for all of them.
    const options = ["--no-tags", "--no-write-fetch-head", "--filter=blob:none", "--stdin"];
    await gitOutput(git, ["-c", "fetch.negotiationAlgorithm=noop", "fetch", "--quiet", "origin", ...options], {
      stdin: ids.map((id) => `${id}\n`).join(""),
    });
  };

  const prefetch = async (tree: string) => fetchObjects(await missingBelow(tree));

  const fetchBlobs = async (tree: string, ids: readonly string[]) => {
    const wanted = new Set(ids);
    await fetchObjects((await missingBelow(tree)).filter((id) => wanted.has(id)));
  };

  const updateRef = async (next: string, previous: string | undefined): Promise<RefUpdate> => {
    const lease = `--force-with-lease=${ref}:${previous ?? ""}`;
    const push = await git(["push", "--quiet", "--atomic", "--no-verify", lease, "origin", `${next}:${ref}`]);
    const now = push.code === 0 ? next : await ask();
    if (now === next) {
      // So that the next fetch sends only what changed; a failure costs time alone.
      await git(["update-ref", ref, next]);
      return { kind: "updated" };
    }
    return now === previous ? { kind: "rejected", detail: push.stderr, lock: undefined } : { kind: "raced" };
  };

  return { gitDir, git, settings, findTip, fetchCommit, prefetch, fetchBlobs, updateRef, release: async () => {} };
}

function unreachable(url: string, detail: string): GitError {
  return new GitError(
    "git/unreachable",
    `${url} cannot be read. Git says: ${detail || "nothing"}.`,
    "Check the URL, that the repository exists, and that `git ls-remote` works with your credentials.",
  );
}
