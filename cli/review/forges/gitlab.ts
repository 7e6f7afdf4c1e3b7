/** GitLab: notes, commit statuses, approvals and groups by REST (version 4); lines are shown from a report of a job. */

import { z } from "zod";
import { type Ask, type Change, type Forge, sameUser, type Verdict } from "../forge.ts";
import { ForgeError } from "../forge-error.ts";

export const gitlabPages = { page: "page", size: "per_page" } as const;

/** The least access that may write: a developer's. */
const DEVELOPER = 30;

const user = z.object({ username: z.string() });
const change = z
  .object({ iid: z.int(), author: user, sha: z.string() })
  .transform(({ iid, author, sha }): Change => ({ number: iid, author: author.username, head: sha }));
const note = z
  .object({ id: z.int(), body: z.string(), author: user, system: z.boolean() })
  .transform(({ id, body, author, system }) => ({ id, author: author.username, body, system }));
const version = z.object({ head_commit_sha: z.string(), created_at: z.string() });
const approvals = z.object({
  // Older ones than GitLab 18.4 do not say when.
  approved_by: z.array(z.object({ user, approved_at: z.string().nullish() })),
});
const status = z.object({ name: z.string(), status: z.string() });
const member = z.object({ username: z.string(), access_level: z.int() });

/** @param repository path of the project, or its number */
export function gitlab(ask: Ask, repository: string): Forge {
  const at = `/projects/${encodeURIComponent(repository)}`;
  const mergeRequest = (number: number) => `${at}/merge_requests/${number}`;
  const membersOf = (path: string) => ask.all({ method: "GET", path: `${path}/members/all`, answer: z.array(member) });
  return {
    whoAmI: async () => (await ask.one({ method: "GET", path: "/user", answer: user })).username,
    change: (number) => ask.one({ method: "GET", path: mergeRequest(number), answer: change }),
    changesFrom: (_, branch) =>
      ask.all({
        method: "GET",
        path: `${at}/merge_requests`,
        query: { state: "opened", source_branch: branch },
        answer: z.array(change),
      }),
    async comments(number) {
      const query = { sort: "asc", order_by: "created_at" };
      const notes = await ask.all({
        method: "GET",
        path: `${mergeRequest(number)}/notes`,
        query,
        answer: z.array(note),
      });
      return notes.filter(({ system }) => !system);
    },
    async createComment(number, body) {
      await ask.one({ method: "POST", path: `${mergeRequest(number)}/notes`, body: { body }, answer: z.unknown() });
    },
    async editComment(number, id, body) {
      await ask.one({
        method: "PUT",
        path: `${mergeRequest(number)}/notes/${id}`,
        body: { body },
        answer: z.unknown(),
      });
    },
    report: (verdict) => report(ask, at, verdict),
    async reviews({ number, head }) {
      const [newest] = await ask.one({
        method: "GET",
        path: `${mergeRequest(number)}/versions`,
        answer: z.array(version),
      });
      const { approved_by } = await ask.one({
        method: "GET",
        path: `${mergeRequest(number)}/approvals`,
        answer: approvals,
      });
      // An approval names no commit: it is of the head when it came after the head did.
      const since = newest?.head_commit_sha === head ? Date.parse(newest.created_at) : Number.POSITIVE_INFINITY;
      return approved_by.map(({ user: { username }, approved_at }) => ({
        reviewer: username,
        approves: true,
        current: Date.parse(approved_at ?? "") >= since,
        at: approved_at ?? undefined,
      }));
    },
    members: async (group) => (await membersOf(`/groups/${encodeURIComponent(group)}`)).map(({ username }) => username),
    mayWrite: async (name) =>
      (await membersOf(at)).some(({ username, access_level }) => sameUser(username, name) && access_level >= DEVELOPER),
  };
}

/** What a status may point to, in characters. */
const LONGEST_URL = 255;

/** A status that is so already is refused, and that is no fault. */
async function report(ask: Ask, at: string, { commit, name, ok, title, link }: Verdict): Promise<void> {
  const state = ok ? "success" : "failed";
  const body = {
    state,
    name,
    description: title,
    ...(link !== undefined && link.length <= LONGEST_URL && { target_url: link }),
  };
  try {
    await ask.one({ method: "POST", path: `${at}/statuses/${commit}`, body, answer: z.unknown() });
  } catch (error) {
    if (!(error instanceof ForgeError) || error.status !== 400) throw error;
    const path = `${at}/repository/commits/${commit}/statuses`;
    const known = await ask.all({ method: "GET", path, query: { name }, answer: z.array(status) });
    if (!known.some((each) => each.name === name && each.status === state)) throw error;
  }
}
