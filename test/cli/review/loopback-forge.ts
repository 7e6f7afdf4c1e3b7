/** A forge on loopback that answers as the published APIs say, refuses what they do not have, and keeps what it is told. */

import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ForgeName } from "../../../cli/review/target.ts";
import { type PublishedCall, publishedApis } from "./published-apis.ts";

interface Person {
  readonly login: string;
}

interface StoredReview {
  readonly reviewer: string;
  /** In the words of GitHub. */
  readonly state: string;
  readonly commit: string;
  /** Gitea alone has it beside the state. */
  readonly dismissed?: true;
  readonly at: string;
}

/** What the forge holds; tests write into it. */
export interface ForgeState {
  /** Whom a token belongs to; nobody: that of an app. */
  readonly tokens: Record<string, string | null>;
  readonly comments: { readonly id: number; readonly author: string; body: string; readonly system?: true }[];
  /** `since`: when the head came; GitLab alone tells it. */
  readonly changes: { number: number; author: string; head: string; owner: string; branch: string; since?: string }[];
  readonly reviews: StoredReview[];
  /** Check runs and statuses as they were sent, with the commit. */
  readonly verdicts: { readonly commit: string; readonly body: Record<string, unknown> }[];
  /** Members by `organisation/team`. */
  readonly teams: Record<string, readonly string[]>;
  readonly writers: string[];
  /** Answers with this instead, as often as it says. */
  fault: { status: number; times: number; of?: RegExp; body?: string; headers?: Record<string, string> } | undefined;
}

export interface LoopbackForge {
  readonly api: string;
  readonly state: ForgeState;
  /** `GET /repos/...` of all that came in, in their order. */
  readonly asked: string[];
  /** What was asked that the published API does not have. */
  readonly unknown: string[];
  readonly stop: () => Promise<void>;
}

export async function startLoopbackForge(kind: ForgeName): Promise<LoopbackForge> {
  const state: ForgeState = {
    tokens: { t0ken: "fleet-bot" },
    comments: [],
    changes: [],
    reviews: [],
    verdicts: [],
    teams: {},
    writers: [],
    fault: undefined,
  };
  const asked: string[] = [];
  const unknown: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    asked.push(`${request.method} ${pathname}`);
    const reply = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
    };
    if (state.fault && state.fault.times > 0 && (state.fault.of ?? /./).test(`${request.method} ${request.url}`)) {
      state.fault.times--;
      reply(state.fault.status, state.fault.body ?? { message: "out of order" }, state.fault.headers);
      return;
    }
    const user = state.tokens[tokenOf(request)] ?? undefined;
    if (!(tokenOf(request) in state.tokens)) return reply(401, { message: `Bad credentials ${tokenOf(request)}` });
    const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {};
    const call = publishedApis[kind].find(
      ({ method, path }) => method === request.method && patternOf(path).test(pathname),
    );
    const fault = call ? faultOf(call, [...searchParams.keys()], Object.keys(body)) : "no such call";
    if (!call || fault) {
      unknown.push(`${request.method} ${pathname}: ${fault}`);
      return reply(404, { message: "Not Found" });
    }
    const values = patternOf(call.path).exec(pathname)?.slice(1).map(decodeURIComponent) ?? [];
    const handler = handlers[kind][`${call.method} ${call.path}`];
    const answer = handler?.({ state, values, body, query: searchParams, user });
    if (answer === undefined) return reply(404, { message: "Not Found" });
    if (answer instanceof Refused) return reply(answer.status, { message: answer.message });
    const strange = strangeField(call, answer);
    if (strange !== undefined) unknown.push(`the answer to ${request.method} ${pathname} has no ${strange}`);
    const list = Array.isArray(answer) ? answer : undefined;
    // Small pages, so that every list has several.
    const page = Number(searchParams.get("page") ?? 1);
    const shown = list && call.paged ? list.slice((page - 1) * 2, page * 2) : answer;
    const more = list !== undefined && call.paged && list.length > page * 2;
    const link = more ? { link: `<http://elsewhere.example/?page=${page + 1}>; rel="next"` } : {};
    reply(request.method === "POST" ? 201 : 200, shown, link);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    asked,
    unknown,
    stop: stopOf(server),
  };
}

const stopOf = (server: Server) => (): Promise<void> => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
};

const tokenOf = ({ headers }: IncomingMessage): string => (headers.authorization ?? "").replace(/^Bearer /, "");

/** `/repos/{owner}/{repo}` as a pattern with a group for each value. */
function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, "([^/]+)")}$`);
}

function faultOf(call: PublishedCall, query: readonly string[], body: readonly string[]): string | undefined {
  const fields = new Set([...(call.required ?? []), ...(call.optional ?? [])]);
  const lost = (call.required ?? []).find((field) => !body.includes(field));
  const strange = body.find((field) => !fields.has(field)) ?? query.find((each) => !call.query?.includes(each));
  return lost === undefined ? strange && `it has no ${strange}` : `it wants ${lost}`;
}

/** A field of the answer that the published one does not have: what a test relies on is what there is. */
function strangeField({ answer: fields }: PublishedCall, answer: unknown): string | undefined {
  const items = Array.isArray(answer) ? answer : [answer];
  return items.flatMap((each) => Object.keys(each)).find((field) => !fields.includes(field));
}

class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

interface Asked {
  readonly state: ForgeState;
  readonly values: readonly string[];
  readonly body: Record<string, unknown>;
  readonly query: URLSearchParams;
  readonly user: string | undefined;
}

type Handler = (asked: Asked) => unknown;

const person = (login: string): Person => ({ login });

function write({ state, body, user }: Asked) {
  const comment = { id: state.comments.length + 1, author: user ?? "github-actions[bot]", body: String(body["body"]) };
  state.comments.push(comment);
  return comment;
}

function rewrite({ state, body, values }: Asked, at: number) {
  const comment = state.comments.find(({ id }) => String(id) === values[at]);
  if (comment) comment.body = String(body["body"]);
  return comment;
}

function changeAt({ state, values }: Asked, at: number) {
  return state.changes.find(({ number }) => String(number) === values[at]);
}

function judge({ state, body }: Asked, commit: string | undefined) {
  state.verdicts.push({ commit: String(commit), body });
  return { id: state.verdicts.length };
}

const repo = "/repos/{owner}/{repo}";
const pull = ({ number, author, head, owner, branch }: ForgeState["changes"][number]) => ({
  number,
  user: person(author),
  head: { sha: head, ref: branch, repo: { owner: person(owner) } },
});

const commentOf = ({ id, author, body }: ForgeState["comments"][number]) => ({ id, body, user: person(author) });

/** What GitHub and Gitea have in common. */
const alike: Readonly<Record<string, Handler>> = {
  "GET /user": ({ user }) =>
    user === undefined ? new Refused(403, "Resource not accessible by integration") : person(user),
  [`GET ${repo}/pulls/{number}`]: (asked) => mapped(changeAt(asked, 2), pull),
  [`GET ${repo}/pulls`]: ({ state, query }) =>
    state.changes
      .filter(({ owner, branch }) => !query.has("head") || query.get("head") === `${owner}:${branch}`)
      .map(pull),
  [`GET ${repo}/issues/{number}/comments`]: ({ state }) => state.comments.map(commentOf),
  [`POST ${repo}/issues/{number}/comments`]: (asked) => mapped(write(asked), commentOf),
  [`PATCH ${repo}/issues/comments/{id}`]: (asked) => mapped(rewrite(asked, 2), commentOf),
  [`GET ${repo}/collaborators/{username}/permission`]: ({ state, values }) => ({
    permission: state.writers.includes(values[2] ?? "") ? "write" : "read",
  }),
};

/** The same under the names that Gitea gives to what stands in its paths. */
const inGitea = Object.fromEntries(
  Object.entries(alike).map(([key, handler]) => [
    key.replace("{number}", "{index}").replace("{username}", "{collaborator}"),
    handler,
  ]),
);

const mergeRequest = "/projects/{id}/merge_requests/{merge_request_iid}";
const gitlabPerson = (username: string) => ({ username });
const noteOf = ({ id, author, body }: ForgeState["comments"][number]) => ({ id, body, author: gitlabPerson(author) });
const gitlabChange = ({ number, author, head }: ForgeState["changes"][number]) => ({
  iid: number,
  author: gitlabPerson(author),
  sha: head,
});

const handlers: Readonly<Record<ForgeName, Readonly<Record<string, Handler>>>> = {
  github: {
    ...alike,
    [`POST ${repo}/check-runs`]: (asked) =>
      asked.user === undefined
        ? judge(asked, String(asked.body["head_sha"]))
        : new Refused(403, "You must authenticate via a GitHub App."),
    [`POST ${repo}/statuses/{sha}`]: (asked) => judge(asked, asked.values[2]),
    [`PATCH ${repo}/check-runs/{id}`]: (asked) => judge(asked, undefined),
    [`GET ${repo}/pulls/{number}/reviews`]: ({ state }) =>
      state.reviews.map(({ reviewer, state: word, commit, at: submitted_at }) => ({
        user: person(reviewer),
        state: word,
        commit_id: commit,
        submitted_at,
      })),
    "GET /orgs/{org}/teams/{team_slug}/members": ({ state, values }) => state.teams[values.join("/")]?.map(person),
  },
  gitea: {
    ...inGitea,
    [`POST ${repo}/statuses/{sha}`]: (asked) => judge(asked, asked.values[2]),
    [`GET ${repo}/pulls/{index}/reviews`]: ({ state }) =>
      state.reviews.map(({ reviewer, state: word, commit, dismissed = false, at: submitted_at }) => ({
        user: person(reviewer),
        state: word.replace("CHANGES_REQUESTED", "REQUEST_CHANGES"),
        commit_id: commit,
        dismissed,
        submitted_at,
        stale: commit !== state.changes[0]?.head,
      })),
    "GET /orgs/{org}/teams": ({ state, values }) =>
      Object.keys(state.teams).map((name, id) => ({ id, name: name.slice(`${values[0]}/`.length) })),
    "GET /teams/{id}/members": ({ state, values }) => Object.values(state.teams)[Number(values[0])]?.map(person),
  },
  gitlab: {
    "GET /user": ({ user }) => gitlabPerson(user ?? ""),
    [`GET ${mergeRequest}`]: (asked) => mapped(changeAt(asked, 1), gitlabChange),
    "GET /projects/{id}/merge_requests": ({ state, query }) =>
      state.changes.filter(({ branch }) => branch === query.get("source_branch")).map(gitlabChange),
    [`GET ${mergeRequest}/notes`]: ({ state }) =>
      state.comments.map((each) => ({ ...noteOf(each), system: each.system ?? false })),
    [`POST ${mergeRequest}/notes`]: (asked) => mapped(write(asked), noteOf),
    [`PUT ${mergeRequest}/notes/{note_id}`]: (asked) => mapped(rewrite(asked, 2), noteOf),
    "POST /projects/{id}/statuses/{sha}": (asked) => {
      const [, commit] = asked.values;
      const { name, state } = asked.body;
      const last = asked.state.verdicts.findLast((each) => each.commit === commit && each.body["name"] === name);
      if (last?.body["state"] === state)
        return new Refused(400, `Cannot transition status via :success from :${state}`);
      return judge(asked, commit);
    },
    "GET /projects/{id}/repository/commits/{sha}/statuses": ({ state, values }) =>
      state.verdicts
        .filter(({ commit }) => commit === values[1])
        .map(({ body }) => ({ name: body["name"], status: body["state"] })),
    [`GET ${mergeRequest}/versions`]: ({ state }) =>
      state.changes.map(({ head, since: created_at }) => ({ head_commit_sha: head, created_at })),
    [`GET ${mergeRequest}/approvals`]: ({ state }) => ({
      approved_by: state.reviews.map(({ reviewer, at: approved_at }) => ({
        user: gitlabPerson(reviewer),
        approved_at,
      })),
    }),
    "GET /groups/{id}/members/all": ({ state, values }) =>
      state.teams[values[0] ?? ""]?.map((username) => ({ username, access_level: 30 })),
    "GET /projects/{id}/members/all": ({ state }) => state.writers.map((username) => ({ username, access_level: 30 })),
  },
};

function mapped<T, U>(value: T | undefined, map: (value: T) => U): U | undefined {
  return value === undefined ? undefined : map(value);
}
