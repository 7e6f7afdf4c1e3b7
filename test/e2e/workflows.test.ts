import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runWorkflow } from "./github-actions.ts";
import { runPipeline } from "./gitlab-jobs.ts";
import { git, packagedFleet } from "./packaged-fleet.ts";

const scratch = mkdtempSync(join(tmpdir(), "flotilla-workflows-"));
const origin = join(scratch, "origin.git");
const trace = join(scratch, "trace");
const comments = join(scratch, "comments");
const zone = "sites/north/city.yaml";
const repositories = join(scratch, "repositories");
let workflow = "";
let forge: ChildProcess;
let url = "";
/** Commits: what main holds, a colleague's change, a change from a fork that brings code along. */
let main = "";
let own = "";
let foreign = "";

/** A forge that takes comments: it answers with 201 and keeps method, path and body. */
const server = `import { createServer } from "node:http";
import { appendFileSync } from "node:fs";
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const { method, url, headers } = request;
  appendFileSync(process.argv[1], JSON.stringify({ method, url, token: headers.authorization, ...JSON.parse(body) }) + "\\n");
  response.writeHead(201).end();
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));`;

const commentsSoFar = () =>
  existsSync(comments)
    ? readFileSync(comments, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, string>)
    : [];

beforeAll(async () => {
  const fleet = packagedFleet(scratch);
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(join(fleet, file), change(readFileSync(join(fleet, file), "utf8")));
  workflow = join(fleet, ".github/workflows/fleet.yaml");
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
  forge = spawn(process.execPath, ["--input-type=module", "--eval", server, comments], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [port] = (await once(createInterface(forge.stdout as NonNullable<typeof forge.stdout>), "line")) as [string];
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  forge?.kill();
  rmSync(scratch, { recursive: true, force: true });
});

function pullRequest(number: number, from: string, token: string) {
  return {
    name: "pull_request",
    ref: `refs/pull/${number}/merge`,
    payload: { pull_request: { number, base: { ref: "main", sha: main }, head: { repo: { full_name: from } } } },
    vars: {},
    secrets: {},
    token,
  } as const;
}

test("on a pull request of the team's own, GitHub's steps check it, tell its plan as a comment and keep what was found", () => {
  const runs = runWorkflow(workflow, origin, scratch, pullRequest(1, "team/fleet", "t0ken"), { GITHUB_API_URL: url });
  expect(runs.map(({ name, ok, text }) => [name, ok, ok ? "" : text])).toEqual([["check", true, ""]]);
  expect(runs[0]?.summary).toContain("1 of 1 site");
  expect(runs[0]?.text).toContain("artifact flotilla: out/flotilla.junit.xml out/flotilla.md out/flotilla.sarif");
  expect(runs[0]?.text).toContain("sarif 2.1.0");
  expect(commentsSoFar().at(-1)).toMatchObject({
    method: "POST",
    url: "/repos/team/fleet/issues/1/comments",
    token: "Bearer t0ken",
    body: expect.stringContaining("1 of 1 site"),
  });
});

test("on a pull request from a fork, GitHub's steps run the base's code and no secret, and comment nothing", () => {
  const before = commentsSoFar().length;
  const runs = runWorkflow(workflow, origin, scratch, pullRequest(2, "stranger/fleet", ""), { GITHUB_API_URL: url });
  expect(runs.map(({ name, ok, text }) => [name, ok, ok ? "" : text])).toEqual([["check-fork", true, ""]]);
  expect(runs[0]?.summary).toContain("1 of 1 site");
  expect(existsSync(trace)).toBe(false);
  expect(commentsSoFar().length).toBe(before);
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
  expect(runs.map(({ name, ok, text }) => [name, ok, ok ? "" : text])).toEqual([
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

test("on a merge request, GitLab's job checks it and tells its plan as a note", () => {
  const given = {
    ...mergeRequest,
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: "1",
    CI_API_V4_URL: url,
    FLEET_COMMENT_TOKEN: "t0ken",
  };
  const [run, ...others] = runPipeline(origin, own, scratch, given);
  expect([run?.name, run?.ok, others, run?.ok ? "" : run?.text]).toEqual(["check", true, [], ""]);
  expect(commentsSoFar().at(-1)).toMatchObject({
    url: "/projects/1/merge_requests/7/notes",
    body: expect.stringContaining("1 of 1 site"),
  });
  expect(existsSync(join(run?.workspace ?? "", "out/flotilla.junit.xml"))).toBe(true);
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
