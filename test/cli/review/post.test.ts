import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { jsonPlan } from "../../../cli/plan/json.ts";
import type { ForgeName } from "../../../cli/review/target.ts";
import type { Plan } from "../../../compiler/plan/plan.ts";
import { runCommandHere } from "../run.ts";
import { head, jobOf, widerPlan } from "./jobs.ts";
import { type LoopbackForge, startLoopbackForge } from "./loopback-forge.ts";

const folder = mkdtempSync(join(tmpdir(), "flotilla-review-"));
const planFile = join(folder, "plan.json");
const older = "b".repeat(40);
let forge: LoopbackForge;
let plan: Plan;

beforeEach(async () => {
  // Folders of a fleet belong to a test, so the first one makes the plan for all.
  plan ??= await widerPlan();
  writeFileSync(planFile, jsonPlan(plan));
});
afterEach(() => forge.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = (kind: ForgeName) => jobOf(kind, forge.api, folder);
const eventOf = (event: object) => writeFileSync(join(folder, "event.json"), JSON.stringify(event));

async function started(kind: ForgeName): Promise<void> {
  forge = await startLoopbackForge(kind);
  forge.state.changes.push({ number: 7, author: "mallory", head, owner: "team", branch: "wider" });
}

const post = (env: Record<string, string>) =>
  runCommandHere(["review", "post", "--plan", planFile], { env, cwd: folder });

describe.each(["github", "gitlab", "gitea"] as const)("On %s", (kind) => {
  beforeEach(() => started(kind));

  test("the first plan is a comment and a verdict on the head, by requests that the API has", async () => {
    expect(await post(environment(kind))).toEqual({
      code: 0,
      stdout: "",
      stderr: "flotilla review: wrote a comment on pull request 7\n",
    });
    expect(forge.state.comments).toMatchObject([{ author: "fleet-bot" }]);
    const [comment] = forge.state.comments;
    expect(comment?.body).toMatch(
      new RegExp(
        `^<!-- flotilla:review:v1 key=panji head=${head} plan=${plan.hash} told=sha256:[0-9a-f]{64} since=\\S+Z -->`,
      ),
    );
    expect(comment?.body).toContain("7 of 7 sites change");
    expect(comment?.body).toContain("[run](https://forge.example/team/fleet/actions/runs/42)");
    expect(forge.state.verdicts).toMatchObject([{ commit: head }]);
    expect(JSON.stringify(forge.state.verdicts)).toContain("7 of 7 sites change");
    expect(forge.unknown).toEqual([]);
  });

  test("the next plan takes its place, and the same plan again writes nothing", async () => {
    await post(environment(kind));
    writeFileSync(planFile, jsonPlan({ ...plan, tool: "0.2.0" }));
    expect((await post(environment(kind))).stderr).toContain("updated the comment");
    expect((await post(environment(kind))).stderr).toContain("is as it was");
    expect(forge.state.comments.map(({ body }) => body.includes("Flotilla 0.2.0"))).toEqual([true]);
    expect(forge.unknown).toEqual([]);
  });

  test("a comment of somebody else with the same first line is left alone", async () => {
    await post(environment(kind));
    const copy = forge.state.comments.splice(0)[0]?.body ?? "";
    const others = Array.from({ length: 5 }, (_, id) => ({ id: id + 1, author: "mallory", body: copy }));
    forge.state.comments.push(...others.map((each) => ({ ...each })));
    expect((await post(environment(kind))).stderr).toContain("wrote a comment");
    expect(forge.state.comments.slice(0, 5)).toEqual(others);
    expect(forge.state.comments[5]?.author).toBe("fleet-bot");
  });

  test("a plan of another commit than the head is refused, and nothing is written", async () => {
    writeFileSync(planFile, jsonPlan({ ...plan, head: { name: "old", merge: { base: older, head: older } } }));
    const { code, stderr } = await post(environment(kind));
    expect(code).toBe(2);
    expect(stderr).toContain(`found a plan of ${older}, expected one of ${head}, the head of the pull request`);
    expect([forge.state.comments, forge.state.verdicts]).toEqual([[], []]);
  });

  test("a job that comes late leaves the comment to the newer head", async () => {
    Object.assign(forge.state.changes[0] ?? {}, { head: older });
    expect(await post(environment(kind))).toMatchObject({ code: 0, stderr: expect.stringContaining("has gone on") });
    expect(forge.state.comments).toEqual([]);
  });

  test("a token that is refused is told by what the forge said, without the token", async () => {
    const { code, stderr } = await post({
      ...environment(kind),
      GITHUB_TOKEN: "",
      FLOTILLA_REVIEW_TOKEN: "wr0ng-token",
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /the forge answered 401 to GET \S+: Bad credentials \.\.\.\n {2}next: the token is not valid/,
    );
    expect(stderr).not.toContain("wr0ng-token");
  });

  test("a forge that is out of order for a moment is asked again", async () => {
    forge.state.fault = { status: 503, times: 1, headers: { "retry-after": "0" } };
    expect((await post(environment(kind))).code).toBe(0);
  });

  test("a status that somebody else writes at that moment is written again", async () => {
    forge.state.fault = {
      status: 409,
      times: 1,
      of: /^POST \S+(?:statuses|check-runs)/,
      headers: { "retry-after": "0" },
    };
    expect((await post(environment(kind))).code).toBe(0);
    expect(forge.state.fault.times).toBe(0);
  });

  test("an answer of something else than the forge is told as such", async () => {
    forge.state.fault = { status: 200, times: 9, body: "<html>Log in</html>" };
    const { code, stderr } = await post(environment(kind));
    expect(code).toBe(1);
    expect(stderr).toContain("found another answer to GET ");
    expect(stderr).toContain("whether a proxy answers in its place");
  });

  test("the token is taken nowhere else", async () => {
    const elsewhere = await startLoopbackForge(kind);
    forge.state.fault = { status: 302, times: 9, body: "{}", headers: { location: `${elsewhere.api}/user` } };
    expect((await post(environment(kind))).stderr).toContain("the forge answers elsewhere");
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.stop();
  });
});

describe("On GitHub", () => {
  beforeEach(() => started("github"));

  test("edits that made the change, and findings, stand at their lines; more than fifty go in several requests", async () => {
    const finding = plan.findings[0] ?? {
      code: "FLT-NET-001",
      severity: "error" as const,
      message: "found `::error::` and <b>",
      subjects: ["panji/guangdong"],
      at: { file: "sites/guangdong/shenzhen.yaml", path: [] },
      position: { line: 9, column: 3 },
    };
    Object.assign(forge.state.tokens, { t0ken: null });
    writeFileSync(planFile, jsonPlan({ ...plan, findings: Array.from({ length: 120 }, () => finding) }));
    await post(environment("github"));
    const outputs = forge.state.verdicts.map(({ body }) => body["output"] as { annotations: unknown[] });
    expect(outputs.map(({ annotations }) => annotations.length)).toEqual([50, 50, 21]);
    expect(outputs[0]?.annotations[0]).toMatchObject({
      path: "sites/guangdong/shenzhen.yaml",
      start_line: 9,
      end_line: 9,
      annotation_level: "failure",
    });
    expect(outputs[2]?.annotations[20]).toMatchObject({
      path: "sites/fleet.yaml",
      annotation_level: "notice",
      message: expect.stringContaining("parameter metricsRetention 6h -> 12h"),
    });
    expect(forge.state.verdicts[0]?.body["conclusion"]).toBe("failure");
  });

  test("the token of an app, which is no user's, knows its comments by the name of its bot", async () => {
    Object.assign(forge.state.tokens, { t0ken: null });
    await post(environment("github"));
    expect((await post(environment("github"))).stderr).toContain("is as it was");
    expect(forge.state.comments).toMatchObject([{ author: "github-actions[bot]" }]);
  });

  test("the token of a user, who may make no checks, makes a status", async () => {
    expect((await post(environment("github"))).code).toBe(0);
    expect(forge.state.verdicts).toMatchObject([
      { commit: head, body: { context: "flotilla/plan", state: "success" } },
    ]);
  });

  test("after a run for a fork the pull request is found by the branch that the event names", async () => {
    const env = environment("github");
    const run = {
      event: "pull_request",
      head_sha: head,
      head_branch: "main",
      head_repository: { owner: { login: "mallory" } },
    };
    eventOf({ workflow_run: run });
    forge.state.changes.push({ number: 9, author: "mallory", head, owner: "mallory", branch: "main" });
    expect((await post(env)).stderr).toContain("wrote a comment on pull request 9");
    forge.state.changes.pop();
    expect((await post(env)).stderr).toContain("found no open pull request from mallory:main");
  });
});

describe("The environment says which pull request it is", () => {
  beforeEach(() => started("github"));

  test.each([
    [{}, "found no job of a forge in the environment"],
    [{ GITLAB_CI: "true" }, "found no CI_MERGE_REQUEST_IID"],
    [{ FLOTILLA_FORGE: "sourcehut" }, "found FLOTILLA_FORGE sourcehut, expected one of github, gitlab, gitea"],
    [{ FLOTILLA_FORGE: "gitea", FLOTILLA_FORGE_URL: "http://127.0.0.1" }, "found no FLOTILLA_REPOSITORY"],
    [
      { FLOTILLA_FORGE: "gitea", FLOTILLA_FORGE_URL: "u", FLOTILLA_REPOSITORY: "r", FLOTILLA_PULL_REQUEST: "1" },
      "found no token, expected one in FLOTILLA_REVIEW_TOKEN",
    ],
  ])("%j", async (env, message) => {
    expect(await post(env as Record<string, string>)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message),
    });
  });
});
