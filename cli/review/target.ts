/** Which pull request of which forge a job runs for, as the environment says it: never what was made for the change says so. */

import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Terminal } from "../command.ts";

export type ForgeName = "github" | "gitlab" | "gitea";

/** What a review is about. */
export interface Target {
  readonly forge: ForgeName;
  /** URL of the API. */
  readonly api: string;
  readonly repository: string;
  /** Absent where the forge says only which branch it is. */
  readonly number: number | undefined;
  readonly branch: { readonly owner: string; readonly name: string } | undefined;
  /** Id of the head of the pull request; absent where the job runs for its merge. */
  readonly head: string | undefined;
  /** Id of the commit that is checked out for the merge; absent where the job runs for the head. */
  readonly merge: string | undefined;
  /** Page of the run. */
  readonly run: string | undefined;
  readonly token: string;
  /** Name of the user whose comments are those of the review; absent: that of the token. */
  readonly author: string | undefined;
}

type Env = Terminal["env"];

/** What of a target each kind of environment says in its own way. */
type Place = Omit<Target, "token" | "author">;

const commit = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, "the whole id of a commit");
const owned = z.object({ ref: z.string(), sha: commit });

/** What is read of an event of GitHub Actions, and of Gitea's, which has the same. */
const eventSchema = z.object({
  pull_request: z.object({ number: z.int().min(1), head: owned }).optional(),
  workflow_run: z
    .object({
      event: z.string(),
      head_sha: commit,
      head_branch: z.string(),
      head_repository: z.object({ owner: z.object({ login: z.string() }) }),
    })
    .optional(),
  merge_group: z.object({ head_sha: commit, head_ref: z.string() }).optional(),
});

/** In this order: the first one that has its variable is it. */
const readers: readonly { readonly when: string; readonly read: (env: Env) => Place | string }[] = [
  { when: "FLOTILLA_FORGE", read: fromSettings },
  { when: "GITLAB_CI", read: fromGitlab },
  { when: "GITHUB_ACTIONS", read: fromActions },
];

/** @returns what is missing, as text with the next step */
export function targetOf(env: Env): Target | string {
  const reader = readers.find(({ when }) => is(env[when]));
  if (!reader) {
    return "found no job of a forge in the environment\n  next: run it in GitHub Actions, GitLab CI or Gitea Actions, or set FLOTILLA_FORGE and what docs/guide-reviewer.md names with it";
  }
  const place = reader.read(env);
  if (typeof place === "string") return place;
  const token = [env["FLOTILLA_REVIEW_TOKEN"], env["GITHUB_TOKEN"]].find(is);
  if (token === undefined) {
    return "found no token, expected one in FLOTILLA_REVIEW_TOKEN or GITHUB_TOKEN\n  next: docs/guide-reviewer.md lists the rights that it needs";
  }
  const author = env["FLOTILLA_REVIEW_AUTHOR"];
  return { ...place, token, author: is(author) ? author : undefined };
}

const is = (value: string | undefined): value is string => value !== undefined && value !== "";

/** The first of them that has no value, as text. */
function missing(env: Env, ...names: readonly string[]): string | undefined {
  const name = names.find((each) => !is(env[each]));
  return name === undefined ? undefined : `found no ${name} in the environment, expected it beside ${names[0]}`;
}

function fromSettings(env: Env): Place | string {
  const forge = env["FLOTILLA_FORGE"] as string;
  if (!isForge(forge)) return `found FLOTILLA_FORGE ${forge}, expected one of ${forges.join(", ")}`;
  const number = Number(env["FLOTILLA_PULL_REQUEST"]);
  const lost = missing(env, "FLOTILLA_FORGE", "FLOTILLA_FORGE_URL", "FLOTILLA_REPOSITORY", "FLOTILLA_PULL_REQUEST");
  if (lost !== undefined) return lost;
  if (!Number.isInteger(number) || number < 1) return "found FLOTILLA_PULL_REQUEST that is no number, expected one";
  const head = env["FLOTILLA_HEAD_COMMIT"];
  if (is(head) && !commit.safeParse(head).success)
    return `found FLOTILLA_HEAD_COMMIT ${head}, expected the whole id of a commit`;
  return {
    forge,
    api: env["FLOTILLA_FORGE_URL"] as string,
    repository: env["FLOTILLA_REPOSITORY"] as string,
    number,
    branch: undefined,
    head: is(head) ? head : undefined,
    merge: undefined,
    run: env["FLOTILLA_RUN_URL"],
  };
}

const forges: readonly ForgeName[] = ["github", "gitlab", "gitea"];
const isForge = (name: string): name is ForgeName => forges.some((each) => each === name);

function fromGitlab(env: Env): Place | string {
  const lost = missing(env, "CI_MERGE_REQUEST_IID", "CI_API_V4_URL", "CI_MERGE_REQUEST_PROJECT_ID", "CI_COMMIT_SHA");
  if (lost !== undefined) return `${lost}\n  next: run it in a pipeline of a merge request`;
  // Of a pipeline for the merged result, and of a merge train, the commit is the merge.
  const source = env["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"];
  const sha = env["CI_COMMIT_SHA"] as string;
  return {
    forge: "gitlab",
    api: env["CI_API_V4_URL"] as string,
    repository: env["CI_MERGE_REQUEST_PROJECT_ID"] as string,
    number: Number(env["CI_MERGE_REQUEST_IID"]),
    branch: undefined,
    head: is(source) ? source : sha,
    merge: is(source) ? sha : undefined,
    run: env["CI_JOB_URL"],
  };
}

function fromActions(env: Env): Place | string {
  const lost = missing(env, "GITHUB_ACTIONS", "GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_EVENT_PATH");
  if (lost !== undefined) return lost;
  const event = eventOf(env["GITHUB_EVENT_PATH"] as string);
  if (typeof event === "string") return event;
  const isGitea = is(env["GITEA_ACTIONS"]);
  const server = env["GITHUB_SERVER_URL"];
  const run = env["GITHUB_RUN_ID"];
  const repository = env["GITHUB_REPOSITORY"] as string;
  return {
    forge: isGitea ? "gitea" : "github",
    api: env["GITHUB_API_URL"] as string,
    repository,
    ...event,
    run: is(server) && is(run) ? `${server}/${repository}/actions/runs/${run}` : undefined,
  };
}

function eventOf(file: string): Pick<Place, "number" | "branch" | "head" | "merge"> | string {
  const read = eventSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!read.success) {
    const [issue] = read.error.issues;
    return `found an event in GITHUB_EVENT_PATH with another ${issue?.path.join(".")} than a forge writes: ${issue?.message}`;
  }
  const { pull_request: pull, workflow_run: run, merge_group: group } = read.data;
  if (pull) return { number: pull.number, branch: undefined, head: pull.head.sha, merge: undefined };
  if (run?.event === "pull_request") {
    const branch = { owner: run.head_repository.owner.login, name: run.head_branch };
    return { number: undefined, branch, head: run.head_sha, merge: undefined };
  }
  // refs/heads/gh-readonly-queue/main/pr-12-<commit>: the forge alone makes these.
  const number = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d+)-[0-9a-f]{40,64}$/.exec(group?.head_ref ?? "")?.[1];
  if (group && number !== undefined)
    return { number: Number(number), branch: undefined, head: undefined, merge: group.head_sha };
  return "found an event that is of no pull request, expected pull_request, workflow_run of one, or merge_group";
}
