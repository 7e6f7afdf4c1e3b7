import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gitea, startGitea } from "../../lab/servers/gitea.ts";
import { until } from "../../lab/servers/until.ts";
import { flotilla } from "../cli/run.ts";
import { reviewFleet } from "../plan/review-fleet.ts";
import { git } from "./packaged-fleet.ts";

const scratch = mkdtempSync(join(tmpdir(), "flotilla-forge-"));
/** A stranger's clone of their own fork. */
const fork = join(scratch, "fork");
/** What the job works in: a clone of the fleet with nothing of the stranger's but objects. */
const job = join(scratch, "job");
const planFile = join(scratch, "plan.json");
const fleet = "panji/fleet";
const repository = `/repos/${fleet}`;
const tokens: Record<string, string> = {};
let forge: Gitea;
let number = 0;

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
}

/** A request that must succeed. */
async function asked<T>(who: string, method: string, path: string, body?: object): Promise<T> {
  const answer = await forge.ask(tokens[who] ?? "", method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

beforeAll(async () => {
  forge = await startGitea(scratch);
  tokens["boss"] = forge.admin;
  for (const name of ["fleet-bot", "mallory", "li-wei", "zoe"]) tokens[name] = await forge.user(name);
  await asked("boss", "POST", "/orgs", { username: "panji" });
  await asked("boss", "POST", "/orgs/panji/repos", { name: "fleet", default_branch: "main" });
  const team = await asked<{ id: number }>("boss", "POST", "/orgs/panji/teams", {
    name: "fleet-team",
    permission: "read",
    units: ["repo.code", "repo.pulls"],
    includes_all_repositories: true,
  });
  await asked("boss", "PUT", `/teams/${team.id}/members/li-wei`);
  // It reads who is in a team, which Gitea tells members of the organisation alone.
  await asked("boss", "PUT", `/teams/${team.id}/members/fleet-bot`);
  for (const name of ["fleet-bot", "zoe"])
    await asked("boss", "PUT", `${repository}/collaborators/${name}`, { permission: "write" });
  mkdirSync(job);
  git(job, "init", "--quiet", "--initial-branch=main");
  for (const [path, text] of Object.entries(reviewFleet)) {
    mkdirSync(dirname(join(job, path)), { recursive: true });
    writeFileSync(join(job, path), text);
  }
  git(job, "add", "--all");
  git(job, "commit", "--quiet", "--message=Start");
  git(job, "remote", "add", "origin", forge.repository(fleet, forge.admin));
  git(job, "push", "--quiet", "origin", "main");
  await asked("boss", "POST", `${repository}/branch_protections`, {
    rule_name: "main",
    enable_push: false,
    enable_status_check: true,
    status_check_contexts: ["flotilla/plan", "flotilla/gate"],
    block_admin_merge_override: true,
  });
  await asked("mallory", "POST", `${repository}/forks`, {});
  git(scratch, "clone", "--quiet", forge.repository("mallory/fleet", tokens["mallory"] ?? ""), fork);
});
afterAll(async () => {
  await forge?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** The stranger edits the fleet and pushes it to their fork. @returns the commit */
function pushed(edit: (text: string) => string, path = "sites/fleet.yaml"): string {
  const text = edit(git(fork, "show", `HEAD:${path}`));
  writeFileSync(join(fork, path), `${text}\n`);
  git(fork, "commit", "--quiet", "--all", "--message=Change");
  git(fork, "push", "--quiet", "origin", "HEAD:wider");
  return git(fork, "rev-parse", "HEAD");
}

const environment = (head: string) => ({
  FLOTILLA_FORGE: "gitea",
  FLOTILLA_FORGE_URL: forge.api,
  FLOTILLA_REPOSITORY: fleet,
  FLOTILLA_PULL_REQUEST: String(number),
  FLOTILLA_HEAD_COMMIT: head,
  FLOTILLA_REVIEW_TOKEN: tokens["fleet-bot"] ?? "",
});

/** The first job: the plan of the merge of what was pushed, by the code of the base. */
function plan(head: string): void {
  git(job, "fetch", "--quiet", "origin", "main", `pull/${number}/head`);
  const sides = ["--base", "origin/main", "--head", head, "--merge", "--code-from", "origin/main"];
  const { code, stderr } = flotilla(["plan", ...sides, "--out", planFile, "--summary"], { cwd: job });
  if (code !== 0) throw new Error(`flotilla plan: ${code}\n${stderr}`);
}

function review(action: "post" | "gate", head: string, env: Record<string, string> = {}) {
  return flotilla(["review", action, "--plan", planFile], { cwd: job, env: { ...environment(head), ...env } });
}

function posted(head: string): string {
  plan(head);
  const { code, stderr } = review("post", head);
  if (code !== 0) throw new Error(`flotilla review post: ${code}\n${stderr}`);
  return stderr;
}

function gate(head: string) {
  plan(head);
  return review("gate", head);
}

const comments = () => asked<Comment[]>("boss", "GET", `${repository}/issues/${number}/comments`);

const statuses = async (head: string) => {
  const all = await asked<{ context: string; status: string }[]>(
    "boss",
    "GET",
    `${repository}/commits/${head}/statuses`,
  );
  return Object.fromEntries(all.toReversed().map(({ context, status }) => [context, status]));
};

/** The status of an attempt to merge by somebody who may write. */
async function merge(): Promise<number> {
  // The forge first looks whether it can be merged at all.
  await until("the pull request can be merged", async () => {
    const { mergeable } = await asked<{ mergeable: boolean }>("boss", "GET", `${repository}/pulls/${number}`);
    return mergeable;
  });
  return (await forge.ask(tokens["zoe"] ?? "", "POST", `${repository}/pulls/${number}/merge`, { Do: "merge" })).status;
}

const approve = (who: string) =>
  asked(who, "POST", `${repository}/pulls/${number}/reviews`, { event: "APPROVED", body: "Fine." });

let first = "";
let head = "";

test("The plan of a pull request from a fork is a comment of the bot's and a status that the branch demands", async () => {
  first = pushed((text) => text.replace("6h", "12h"));
  const request = { title: "Keep metrics longer", head: "mallory:wider", base: "main" };
  number = (await asked<{ number: number }>("mallory", "POST", `${repository}/pulls`, request)).number;
  expect(posted(first)).toContain(`wrote a comment on pull request ${number}`);
  const [comment, ...others] = await comments();
  expect(others).toEqual([]);
  expect(comment).toMatchObject({ user: { login: "fleet-bot" }, body: expect.stringContaining("7 of 7 sites change") });
  expect(await statuses(first)).toEqual({ "flotilla/plan": "success" });
});

test("The plan of the next commit takes the place of the first in the same comment, beside a copy by somebody else", async () => {
  const [before] = await comments();
  await asked("mallory", "POST", `${repository}/issues/${number}/comments`, { body: before?.body });
  head = pushed((text) => text.replace("12h", "24h"));
  expect(posted(head)).toContain("updated the comment");
  const [own, copy, ...others] = await comments();
  expect(own).toMatchObject({ id: before?.id, body: expect.stringContaining("24h") });
  expect(copy).toMatchObject({ user: { login: "mallory" }, body: before?.body });
  expect(others).toEqual([]);
});

test("A plan of an older commit, and one of a stranger's token, change nothing", async () => {
  const before = await comments();
  plan(first);
  expect(review("post", head)).toMatchObject({ code: 2, stderr: expect.stringContaining(`expected one of ${head}`) });
  plan(head);
  const { code, stderr } = review("post", head, { FLOTILLA_REVIEW_TOKEN: tokens["mallory"] ?? "" });
  expect([code, stderr]).toEqual([1, expect.stringMatching(/the forge answered 403 to POST \S+\/statuses\/\S+/)]);
  expect(stderr).not.toContain(tokens["mallory"]);
  expect(await comments()).toEqual(before);
});

test("Until the gate agrees, nobody merges it", async () => {
  expect(await merge()).toBe(405);
  expect(gate(head)).toMatchObject({
    code: 5,
    stdout: expect.stringContaining("an approval of this commit by panji/fleet-team (panji): 7 of 7 sites change"),
  });
  expect(await statuses(head)).toEqual({ "flotilla/plan": "success", "flotilla/gate": "failure" });
  expect(await merge()).toBe(405);
});

test("An approval by somebody who is no owner does not open it", async () => {
  await approve("zoe");
  expect(gate(head).code).toBe(5);
});

test("An approval of an older commit does not open it", async () => {
  await approve("li-wei");
  expect(gate(head)).toMatchObject({ code: 0, stdout: expect.stringContaining("may be merged") });
  head = pushed((text) => text.replace("24h", "48h"));
  posted(head);
  const { code, stdout } = gate(head);
  expect([code, stdout]).toEqual([5, expect.stringContaining("li-wei approved an older commit")]);
  expect(await merge()).toBe(405);
});

test("When the base has changed what the merge does, the reviewed plan does not count any more", async () => {
  await approve("li-wei");
  expect(gate(head).code).toBe(0);
  await asked("boss", "PATCH", `${repository}/branch_protections/main`, { enable_push: true });
  git(job, "switch", "--quiet", "--force-create", "main", "origin/main");
  const file = "sites/guangdong/foshan.yaml";
  const text = `${git(job, "show", `HEAD:${file}`)}\n`;
  writeFileSync(join(job, file), text.replace("parameters: {", "parameters: { metricsRetention: 3h,"));
  git(job, "commit", "--quiet", "--all", "--message=Keep metrics for a short time in Foshan");
  git(job, "push", "--quiet", "origin", "main");
  await asked("boss", "PATCH", `${repository}/branch_protections/main`, { enable_push: false });
  const { code, stdout } = gate(head);
  expect([code, stdout]).toEqual([7, expect.stringContaining("the plan that was reviewed, sha256:")]);
  expect((await statuses(head))["flotilla/gate"]).toBe("failure");
  expect(await merge()).toBe(405);
});

test("Once the new plan was reviewed, an owner's approval lets it through", async () => {
  posted(head);
  const { code, stdout } = gate(head);
  expect([code, stdout]).toEqual([5, expect.stringContaining("li-wei approved before this plan was posted")]);
  await approve("li-wei");
  expect(gate(head)).toMatchObject({ code: 0 });
  expect(await statuses(head)).toEqual({ "flotilla/plan": "success", "flotilla/gate": "success" });
  expect(await merge()).toBe(200);
  git(job, "fetch", "--quiet", "origin", "main");
  expect(git(job, "show", "origin/main:sites/fleet.yaml")).toContain("48h");
});
