/** Gitea and Forgejo: comments, commit statuses, reviews and teams; nothing is shown at lines of files. */

import { z } from "zod";
import type { Ask, Change, Forge } from "../forge.ts";
import { lastWords, type ReviewStep } from "../last-words.ts";

export const giteaPages = { page: "page", size: "limit" } as const;

const user = z.object({ login: z.string() });
/** Of an account that is no more. */
const author = user.nullable().transform((each) => each?.login ?? "");
const branch = z.object({ sha: z.string(), ref: z.string(), repo: z.object({ owner: user }).nullable() });
const change = z.object({ number: z.int(), user: author, head: branch });
const comment = z
  .object({ id: z.int(), body: z.string(), user: author })
  .transform(({ id, body, user: name }) => ({ id, author: name, body }));
/** Of a team that was asked for a review there is no user. */
const review = z.object({
  user: author,
  state: z.string(),
  commit_id: z.string(),
  dismissed: z.boolean(),
  stale: z.boolean(),
  submitted_at: z.string(),
});
const team = z.object({ id: z.int(), name: z.string() });

/** What a state of a review makes of what its author said before; a mere comment makes nothing of it. */
const steps: Readonly<Record<string, ReviewStep["step"]>> = { APPROVED: "approves", REQUEST_CHANGES: "refuses" };

const changeOf = ({ number, user: name, head }: z.output<typeof change>): Change => ({
  number,
  author: name,
  head: head.sha,
});

/** @param repository `owner/name` */
export function gitea(ask: Ask, repository: string): Forge {
  const at = `/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
  return {
    whoAmI: async () => (await ask.one({ method: "GET", path: "/user", answer: user })).login,
    change: async (number) => changeOf(await ask.one({ method: "GET", path: `${at}/pulls/${number}`, answer: change })),
    async changesFrom(owner, name) {
      const open = { method: "GET", path: `${at}/pulls`, query: { state: "open" }, answer: z.array(change) } as const;
      return (await ask.all(open))
        .filter(({ head }) => head.ref === name && head.repo?.owner.login === owner)
        .map(changeOf);
    },
    comments: (number) =>
      // Not in pages.
      ask.one({ method: "GET", path: `${at}/issues/${number}/comments`, answer: z.array(comment) }),
    async createComment(number, body) {
      await ask.one({ method: "POST", path: `${at}/issues/${number}/comments`, body: { body }, answer: z.unknown() });
    },
    async editComment(_, id, body) {
      await ask.one({ method: "PATCH", path: `${at}/issues/comments/${id}`, body: { body }, answer: z.unknown() });
    },
    async report({ commit, name, ok, title, link }) {
      await ask.one({
        method: "POST",
        path: `${at}/statuses/${commit}`,
        body: {
          state: ok ? "success" : "failure",
          context: name,
          description: title,
          ...(link !== undefined && { target_url: link }),
        },
        answer: z.unknown(),
      });
    },
    async reviews({ number, head }) {
      const all = await ask.all({ method: "GET", path: `${at}/pulls/${number}/reviews`, answer: z.array(review) });
      return lastWords(
        all.map(({ user: reviewer, state, commit_id, dismissed, stale, submitted_at: at }) => ({
          reviewer,
          step: dismissed ? "takes back" : steps[state],
          current: commit_id === head && !stale,
          at,
        })),
      );
    },
    async members(group) {
      const [organisation = "", name = ""] = group.split("/");
      const path = `/orgs/${encodeURIComponent(organisation)}/teams`;
      const own = await ask.all({ method: "GET", path, answer: z.array(team) });
      const found = own.find((each) => each.name.toLowerCase() === name.toLowerCase());
      if (!found) return [];
      const members = await ask.all({ method: "GET", path: `/teams/${found.id}/members`, answer: z.array(user) });
      return members.map(({ login }) => login);
    },
    async mayWrite(name) {
      const path = `${at}/collaborators/${encodeURIComponent(name)}/permission`;
      const { permission } = await ask.one({ method: "GET", path, answer: z.object({ permission: z.string() }) });
      return ["owner", "admin", "write"].includes(permission);
    },
  };
}
