import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ForgeProcess, startForgeProcess } from "./forge-process.ts";
import { type JobRun, runWorkflow } from "./github-actions.ts";
import { runPipeline } from "./gitlab-jobs.ts";
import { git, packagedFleet } from "./packaged-fleet.ts";

const scratch = mkdtempSync(join(tmpdir(), "flotilla-workflows-"));
const origin = join(scratch, "origin.git");
const trace = join(scratch, "trace");
const zone = "sites/north/city.yaml";
const repositories = join(scratch, "repositories");
let workflow = "";
let review = "";
let forge: ForgeProcess;
let gitlab: ForgeProcess;
/** Commits: what main holds, a colleague's change, a change from a fork that brings code along. */
let main = "";
let own = "";
let foreign = "";
let merged = "";
const queue = () => `refs/heads/gh-readonly-queue/main/pr-1-${main}`;

const told = (runs: readonly JobRun[]) => runs.map(({ name, ok, text }) => [name, ok, ok ? "" : text]);

beforeAll(async () => {
  const fleet = packagedFleet(scratch);
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(join(fleet, file), change(readFileSync(join(fleet, file), "utf8")));
  workflow = join(fleet, ".github/workflows/fleet.yaml");
  review = join(fleet, ".github/workflows/review.yaml");
  git(scratch, "clone", "--quiet", "--bare", fleet, origin);
  git(fleet, "remote", "add", "origin", origin);
  main = git(fleet, "rev-parse", "main");
  const branch = (name: string, message: string) => {
    git(fleet, "commit", "--quiet", "--all", `--message=${message}`);
    const commit = git(fleet, "rev-parse", "HEAD");
    git(fleet, "push", "--quiet", "origin", `HEAD:refs/heads/${name}`);
    return commit;
  };
  git(fleet, "switch", "--quiet", "--create", "wider");
  edit(zone, (text) => text.replace("storage: 100Gi", "storage: 200Gi"));
  own = branch("wider", "Give the mall more room");
  git(fleet, "switch", "--quiet", "--create", "fork", "main");
  const attack = `import { writeFileSync } from "node:fs";\nwriteFileSync(${JSON.stringify(trace)}, "");\n`;
  for (const file of ["flotilla.config.ts", "policies/site-owner.ts"]) edit(file, (text) => `${attack}${text}`);
  for (const file of ["ci/check.sh", "ci/check-foreign.sh"])
    edit(file, (text) => text.replace("set -eu", `set -eu; : > ${trace}`));
  edit(zone, (text) => text.replace("storage: 100Gi", "storage: 300Gi"));
  foreign = branch("fork", "Attack");
  // As GitHub keeps changes: the head, and what it would be merged.
  for (const [number, commit] of [
    ["1", own],
    ["2", foreign],
  ] as const) {
    git(origin, "update-ref", `refs/pull/${number}/head`, commit);
    git(origin, "update-ref", `refs/pull/${number}/merge`, commit);
  }
  git(origin, "branch", "--delete", "--force", "fork");
  git(fleet, "switch", "--quiet", "main");
  // What a merge queue makes of it.
  git(fleet, "merge", "--quiet", "--no-ff", "--message=Merge", own);
  merged = git(fleet, "rev-parse", "HEAD");
  git(fleet, "push", "--quiet", "origin", `HEAD:${queue()}`);
  forge = await startForgeProcess("github");
  gitlab = await startForgeProcess("gitlab");
  const changes = [
    { number: 1, author: "ann", head: own, owner: "team", branch: "wider" },
    { number: 2, author: "mallory", head: foreign, owner: "stranger", branch: "main" },
  ];
  // The token of a job is nobody's.
  await forge.hold({ changes, tokens: { t0ken: null }, writers: ["bo"] });
  const since = new Date(0).toISOString();
  await gitlab.hold({
    changes: [{ number: 7, author: "ann", head: own, owner: "team", branch: "wider", since }],
    writers: ["bo"],
  });
});
afterAll(() => {
  forge?.stop();
  gitlab?.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function pullRequest(number: number, from: string, head: string, token: string) {
  return {
    name: "pull_request",
    ref: `refs/pull/${number}/merge`,
    payload: {
      pull_request: {
        number,
        base: { ref: "main", sha: main },
        head: { ref: "wider", sha: head, repo: { full_name: from } },
      },
    },
    vars: {},
    secrets: {},
    token,
  } as const;
}

/** A run of the first workflow has ended; what follows runs on the default branch. */
function afterRun(owner: string, branch: string, head: string) {
  const repository = { full_name: `${owner}/fleet`, owner: { login: owner } };
  const run = { id: 1, event: "pull_request", head_sha: head, head_branch: branch, head_repository: repository };
  return {
    name: "workflow_run",
    ref: "refs/heads/main",
    payload: { workflow_run: run },
    vars: {},
    secrets: {},
    token: "t0ken",
  } as const;
}

const onGitHub = () => ({ GITHUB_API_URL: forge.api });

test("on a pull request of the team's own, GitHub's steps check it and keep what was found, and a second workflow posts its plan", async () => {
  const runs = runWorkflow(workflow, origin, scratch, pullRequest(1, "team/fleet", own, "t0ken"), onGitHub());
  expect(told(runs)).toEqual([["check", true, ""]]);
  expect(runs[0]?.summary).toContain("1 of 1 site");
  expect(runs[0]?.text).toContain(
    "artifact flotilla: out/flotilla.html out/flotilla.junit.xml out/flotilla.md out/flotilla.plan.json out/flotilla.sarif",
  );
  expect(runs[0]?.text).toContain("sarif 2.1.0");
  expect(told(runWorkflow(review, origin, scratch, afterRun("team", "wider", own), onGitHub()))).toEqual([
    ["post", true, ""],
  ]);
  const { comments, verdicts, unknown } = await forge.hold({});
  expect(comments).toMatchObject([{ author: "github-actions[bot]", body: expect.stringContaining("1 of 1 site") }]);
  expect(verdicts).toMatchObject([{ commit: own, body: { name: "flotilla/plan", conclusion: "success" } }]);
  expect(unknown).toEqual([]);
});

test("in a merge queue, GitHub's steps plan the merge without a token, and the gate waits for somebody who agrees", async () => {
  const payload = { merge_group: { base_sha: main, head_sha: merged, head_ref: queue() } };
  const event = { name: "merge_group", ref: queue(), payload, vars: {}, secrets: {}, token: "t0ken" } as const;
  const gate = () => runWorkflow(workflow, origin, scratch, event, onGitHub());
  const [plan, held] = gate();
  expect([plan?.name, plan?.ok, held?.name, held?.ok]).toEqual(["plan-merge", true, "gate", false]);
  expect(held?.text).toContain(
    "an approval of this commit by anyone who may write, since nobody is named in sites/OWNERS.yaml: 1 of 1 site changes",
  );
  const at = new Date(Date.now() + 1000).toISOString();
  await forge.hold({ reviews: [{ reviewer: "bo", state: "APPROVED", commit: own, at }] });
  expect(told(gate())).toEqual([
    ["plan-merge", true, ""],
    ["gate", true, ""],
  ]);
  const { verdicts, unknown } = await forge.hold({});
  expect(verdicts.slice(-2)).toMatchObject(
    ["flotilla/plan", "flotilla/gate"].map((name) => ({ commit: merged, body: { name, conclusion: "success" } })),
  );
  expect(unknown).toEqual([]);
});

test("on a pull request from a fork, GitHub's steps run the base's code and no secret, and its plan is posted as data", async () => {
  const runs = runWorkflow(workflow, origin, scratch, pullRequest(2, "stranger/fleet", foreign, ""), onGitHub());
  expect(told(runs)).toEqual([["check-fork", true, ""]]);
  expect(runs[0]?.summary).toContain("1 of 1 site");
  expect(told(runWorkflow(review, origin, scratch, afterRun("stranger", "main", foreign), onGitHub()))).toEqual([
    ["post", true, ""],
  ]);
  expect((await forge.hold({})).verdicts.at(-1)?.commit).toBe(foreign);
  expect(existsSync(trace)).toBe(false);
});

test("on a push to main, GitHub's steps publish each region in a job of its own, and a second time change nothing", () => {
  const event = {
    name: "push",
    ref: "refs/heads/main",
    payload: {},
    vars: { FLEET_REPOSITORIES: repositories },
    secrets: {},
    token: "",
  } as const;
  const runs = runWorkflow(workflow, origin, scratch, event);
  expect(told(runs)).toEqual([
    ["regions", true, ""],
    ["publish centre", true, ""],
    ["publish north", true, ""],
  ]);
  const tips = () => ["centre", "north"].map((name) => git(join(repositories, `${name}.git`), "rev-parse", "main"));
  const published = tips();
  expect(runWorkflow(workflow, origin, scratch, event).every(({ ok }) => ok)).toBe(true);
  expect(tips()).toEqual(published);
});

test("a push without a place to publish to fails and says what to set", () => {
  const event = { name: "push", ref: "refs/heads/main", payload: {}, vars: {}, secrets: {}, token: "" } as const;
  const runs = runWorkflow(workflow, origin, scratch, event).filter(({ name }) => name.startsWith("publish"));
  expect(runs.map(({ ok }) => ok)).toEqual([false, false]);
  expect(runs[0]?.text).toContain("set FLEET_REPOSITORIES");
});

const mergeRequest = {
  CI_PIPELINE_SOURCE: "merge_request_event",
  CI_MERGE_REQUEST_PROJECT_ID: "1",
  CI_MERGE_REQUEST_IID: "7",
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
};

test("on a merge request, GitLab's jobs check it, tell its plan as a note, and hold the merge until somebody agrees", async () => {
  const given = {
    ...mergeRequest,
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "1",
    CI_MERGE_REQUEST_DIFF_BASE_SHA: main,
    CI_API_V4_URL: gitlab.api,
    FLOTILLA_REVIEW_TOKEN: "t0ken",
  };
  const runs = runPipeline(origin, own, scratch, given);
  const [check, , , gate] = runs;
  expect(
    runs.map(({ name, ok }) => [name, ok]),
    runs.map(({ text }) => text).join("\n"),
  ).toEqual([
    ["check", true],
    ["review", true],
    ["plan-merge", true],
    ["gate", false],
  ]);
  expect(existsSync(join(check?.workspace ?? "", "out/flotilla.junit.xml"))).toBe(true);
  expect(gate?.text).toContain("nobody is named in sites/OWNERS.yaml");
  const { comments, unknown } = await gitlab.hold({});
  expect(comments).toMatchObject([{ author: "fleet-bot", body: expect.stringContaining("1 of 1 site") }]);
  expect(unknown).toEqual([]);
  const at = new Date(Date.now() + 1000).toISOString();
  await gitlab.hold({ reviews: [{ reviewer: "bo", state: "APPROVED", commit: own, at }] });
  const again = runPipeline(origin, own, scratch, given, ["plan-merge", "gate"]);
  expect(again.map(({ name, ok, text }) => [name, ok, ok ? "" : text])).toEqual([
    ["plan-merge", true, ""],
    ["gate", true, ""],
  ]);
});

test("on a merge request from a fork, GitLab's job runs the base's code without a secret", () => {
  const given = { ...mergeRequest, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "2", CI_MERGE_REQUEST_DIFF_BASE_SHA: main };
  const [run, ...others] = runPipeline(origin, foreign, scratch, given);
  expect([run?.name, run?.ok, others, run?.ok ? "" : run?.text]).toEqual(["check-fork", true, [], ""]);
  expect(run?.text).toContain("1 of 1 site");
  expect(existsSync(trace)).toBe(false);
});

test("on a push to main, GitLab's job publishes every region", () => {
  const place = join(scratch, "by-gitlab");
  const given = { CI_COMMIT_BRANCH: "main", CI_DEFAULT_BRANCH: "main", FLEET_REPOSITORIES: place };
  const [run, ...others] = runPipeline(origin, main, scratch, given);
  expect([run?.name, run?.ok, others, run?.ok ? "" : run?.text]).toEqual(["publish", true, [], ""]);
  for (const name of ["centre", "north"])
    expect(git(join(place, `${name}.git`), "rev-parse", "main")).toMatch(/^[0-9a-f]{40}$/);
});
