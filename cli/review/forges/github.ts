/** GitHub, and GitHub Enterprise Server: comments, check runs, reviews and teams by REST (version 2022-11-28). */

import { z } from "zod";
import type { Annotation, Ask, Change, Forge, Verdict } from "../forge.ts";
import { ForgeError } from "../forge-error.ts";
import { lastWords, type ReviewStep } from "../last-words.ts";

export const githubHeaders = { "x-github-api-version": "2022-11-28" } as const;
export const githubPages = { page: "page", size: "per_page" } as const;

/** Of one request. */
const MAX_ANNOTATIONS = 50;

const user = z.object({ login: z.string() });
/** Of an account that is no more. */
const author = user.nullable().transform((each) => each?.login ?? "");
const change = z
  .object({ number: z.int(), user: author, head: z.object({ sha: z.string() }) })
  .transform(({ number, user: name, head }): Change => ({ number, author: name, head: head.sha }));
const comment = z
  .object({ id: z.int(), body: z.string().nullish(), user: author })
  .transform(({ id, body, user: name }) => ({ id, author: name, body: body ?? "" }));
const review = z.object({
  user: author,
  state: z.string(),
  commit_id: z.string().nullable(),
  submitted_at: z.string().optional(),
});

/** What a state of a review makes of what its author said before; a mere comment makes nothing of it. */
const steps: Readonly<Record<string, ReviewStep["step"]>> = {
  APPROVED: "approves",
  CHANGES_REQUESTED: "refuses",
  DISMISSED: "takes back",
};

const levels = { error: "failure", warning: "warning", info: "notice" } as const;

/** Whose comments are those of the token that every job of Actions gets. */
const actionsBot = "github-actions[bot]";

/** @param repository `owner/name` @param bot name of the user of a token that belongs to an app (default: that of Actions) */
export function github(ask: Ask, repository: string, bot = actionsBot): Forge {
  const at = `/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
  return {
    async whoAmI() {
      try {
        return (await ask.one({ method: "GET", path: "/user", answer: user })).login;
      } catch (error) {
        // The token of an app is nobody's.
        if (error instanceof ForgeError && error.status === 403) return bot;
        throw error;
      }
    },
    change: (number) => ask.one({ method: "GET", path: `${at}/pulls/${number}`, answer: change }),
    changesFrom: (owner, branch) =>
      ask.all({
        method: "GET",
        path: `${at}/pulls`,
        query: { state: "open", head: `${owner}:${branch}` },
        answer: z.array(change),
      }),
    comments: (number) => ask.all({ method: "GET", path: `${at}/issues/${number}/comments`, answer: z.array(comment) }),
    async createComment(number, body) {
      await ask.one({ method: "POST", path: `${at}/issues/${number}/comments`, body: { body }, answer: z.unknown() });
    },
    async editComment(_, id, body) {
      await ask.one({ method: "PATCH", path: `${at}/issues/comments/${id}`, body: { body }, answer: z.unknown() });
    },
    report: (verdict) => report(ask, at, verdict),
    async reviews({ number, head }) {
      const all = await ask.all({ method: "GET", path: `${at}/pulls/${number}/reviews`, answer: z.array(review) });
      return lastWords(
        all.map(({ user: reviewer, state, commit_id, submitted_at: at }) => ({
          reviewer,
          step: steps[state],
          current: commit_id === head,
          at,
        })),
      );
    },
    async members(group) {
      const [organisation = "", ...team] = group.split("/").map(encodeURIComponent);
      const path = `/orgs/${organisation}/teams/${team.join("/")}/members`;
      return (await ask.all({ method: "GET", path, answer: z.array(user) })).map(({ login }) => login);
    },
    async mayWrite(name) {
      const path = `${at}/collaborators/${encodeURIComponent(name)}/permission`;
      const { permission } = await ask.one({ method: "GET", path, answer: z.object({ permission: z.string() }) });
      return permission === "admin" || permission === "write";
    },
  };
}

/** Check runs, which apps alone may make; what a user's token may make is a status, without lines. */
async function report(ask: Ask, at: string, verdict: Verdict): Promise<void> {
  try {
    await reportCheck(ask, at, verdict);
  } catch (error) {
    if (!(error instanceof ForgeError) || error.status !== 403) throw error;
    const { commit, name, ok, title, link } = verdict;
    const state = ok ? "success" : "failure";
    const body = { state, context: name, description: title, ...(link !== undefined && { target_url: link }) };
    await ask.one({ method: "POST", path: `${at}/statuses/${commit}`, body, answer: z.unknown() });
  }
}

async function reportCheck(ask: Ask, at: string, verdict: Verdict): Promise<void> {
  const { commit, name, ok, link, annotations } = verdict;
  const output = outputOf(verdict);
  const partFrom = (from: number) => annotations.slice(from, from + MAX_ANNOTATIONS).map(annotationOf);
  const { id } = await ask.one({
    method: "POST",
    path: `${at}/check-runs`,
    body: {
      name,
      head_sha: commit,
      status: "completed",
      conclusion: ok ? "success" : "failure",
      ...(link !== undefined && { details_url: link }),
      output: { ...output, annotations: partFrom(0) },
    },
    answer: z.object({ id: z.int() }),
  });
  for (let from = MAX_ANNOTATIONS; from < annotations.length; from += MAX_ANNOTATIONS) {
    const body = { output: { ...output, annotations: partFrom(from) } };
    await ask.one({ method: "PATCH", path: `${at}/check-runs/${id}`, body, answer: z.unknown() });
  }
}

function outputOf({ title, ok, link }: Verdict) {
  const where = link === undefined ? "" : `\n\n[The whole plan](${link})`;
  return { title, summary: `${ok ? "Nothing hinders it." : "It may not be merged as it is."}${where}` };
}

function annotationOf({ file, line, level, title, message }: Annotation) {
  return { path: file, start_line: line, end_line: line, annotation_level: levels[level], title, message };
}
