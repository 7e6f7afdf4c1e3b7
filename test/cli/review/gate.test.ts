import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { jsonPlan } from "../../../cli/plan/json.ts";
import type { Plan } from "../../../compiler/plan/plan.ts";
import { runCommandHere } from "../run.ts";
import { head, jobOf, widerPlan } from "./jobs.ts";
import { type LoopbackForge, startLoopbackForge } from "./loopback-forge.ts";

const folder = mkdtempSync(join(tmpdir(), "flotilla-gate-"));
const planFile = join(folder, "plan.json");
const older = "b".repeat(40);
const base = "c".repeat(40);
/** When the first plan is posted, when it is approved, when another one is posted. */
const [posted, approved, later] = ["2026-11-29T10:30:00.500Z", "2026-11-29T11:00:00Z", "2026-11-29T11:30:00.000Z"];
let forge: LoopbackForge;
let plan: Plan;

afterEach(() => forge.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(["github", "gitlab", "gitea"] as const)("On %s", (kind) => {
  beforeEach(async () => {
    plan ??= { ...(await widerPlan()), head: { name: "merge of wider into main", merge: { base, head } } };
    forge = await startLoopbackForge(kind);
    const { state } = forge;
    const since = "2026-11-29T10:00:00.000Z";
    state.changes.push({ number: 7, author: "mallory", head, owner: "team", branch: "wider", since });
    Object.assign(state.teams, { "panji/other-team": ["zoe"], "panji/fleet-team": ["ann", "bo", "Li-Wei"] });
    await review("post", plan);
  });

  async function review(action: "post" | "gate", own: Plan, more: Record<string, string> = {}) {
    writeFileSync(planFile, jsonPlan(own));
    const env = { ...jobOf(kind, forge.api, folder), ...more };
    const now = () => new Date(action === "post" && own !== plan ? later : posted);
    return runCommandHere(["review", action, "--plan", planFile], { env, cwd: folder, now });
  }
  const gate = (own: Plan = plan, more: Record<string, string> = {}) => review("gate", own, more);

  const approve = (reviewer: string, { commit = head, state = "APPROVED", at = approved } = {}) =>
    forge.state.reviews.push({ reviewer, state, commit, at });

  const lastVerdict = () => JSON.stringify(forge.state.verdicts.at(-1)?.body);

  test("the plan that was reviewed and an owner's approval of the head open it, by requests that the API has", async () => {
    approve("li-wei");
    expect(await gate()).toEqual({
      code: 0,
      stdout: `pull request 7 may be merged: ${plan.hash} was reviewed, and everybody agrees\n`,
      stderr: "",
    });
    expect(lastVerdict()).toMatch(/flotilla\/gate.*"success"|"success".*flotilla\/gate/);
    expect(forge.unknown).toEqual([]);
  });

  test("what is missing is told all at once", async () => {
    forge.state.comments.pop();
    const { code, stdout } = await gate();
    expect(code).toBe(5);
    expect(stdout).toBe(`pull request 7 may not be merged yet, there is missing:
  - a plan that was reviewed: fleet-bot has posted none of panji
  - an approval of this commit by panji/fleet-team (panji): 7 of 7 sites change, more than 10 %
`);
    expect(lastVerdict()).toContain("2 missing");
    expect(lastVerdict()).toMatch(/"fail(ure|ed)"/);
  });

  test("a merge that does something else than what was reviewed is not let through", async () => {
    approve("li-wei");
    const other = `sha256:${"0".repeat(64)}`;
    const { code, stdout } = await gate({ ...plan, hash: other });
    expect(code).toBe(7);
    expect(stdout).toContain(`the plan that was reviewed, ${plan.hash}: the merge makes ${other}`);
  });

  test("a comment that told another story under the right hash does not count", async () => {
    await review("post", { ...plan, classes: [], clusters: [] });
    approve("li-wei", { at: "2026-11-29T12:00:00Z" });
    const { code, stdout } = await gate();
    expect(code).toBe(7);
    expect(stdout).toContain("it tells something else under the same hash");
  });

  test("an approval of an earlier plan of the same commit does not count for the next one", async () => {
    approve("li-wei");
    const next = { ...plan, hash: `sha256:${"1".repeat(64)}` };
    await review("post", next);
    expect(await gate(next)).toMatchObject({
      code: 5,
      stdout: expect.stringContaining("(li-wei approved before this plan was posted)"),
    });
    // The same plan posted again, by another version of the tool, is the same plan.
    approve("ann", { at: "2026-11-29T12:00:00Z" });
    await review("post", { ...next, tool: "0.2.0" });
    expect((await gate(next)).code).toBe(0);
  });

  test("a base that went on elsewhere is no obstacle", async () => {
    approve("li-wei");
    const { sites, causes } = plan;
    const later = {
      ...plan,
      sites: { ...sites, total: sites.total + 1 },
      causes: causes.map((each) => ({ ...each, at: { file: "sites/fleet.yaml", line: 99 } })),
    };
    expect((await gate(later)).code).toBe(0);
  });

  test("a review by somebody else who copied the comment is none", async () => {
    approve("li-wei");
    const [comment] = forge.state.comments.splice(0);
    forge.state.comments.push({ id: 1, author: "mallory", body: comment?.body ?? "" });
    expect((await gate()).stdout).toContain("fleet-bot has posted none of panji");
    expect((await gate(plan, { FLOTILLA_REVIEW_AUTHOR: "Mallory" })).code).toBe(0);
  });

  test.each([
    [
      "of an older commit",
      () => approve("li-wei", { commit: older, at: "2026-11-29T09:00:00Z" }),
      "li-wei approved an older commit",
    ],
    [
      "of the author",
      () => {
        Object.assign(forge.state.teams, { "panji/fleet-team": ["mallory"] });
        approve("Mallory");
      },
      "Mallory opened it",
    ],
    ["of no owner", () => approve("zoe"), undefined],
  ])("an approval %s does not count", async (_, act, why) => {
    act();
    const { code, stdout } = await gate();
    expect(code).toBe(5);
    expect(stdout).toContain("an approval of this commit by panji/fleet-team (panji): 7 of 7 sites change");
    if (why !== undefined) expect(stdout).toContain(`(${why})`);
  });

  test("a group that is not there has nobody who could agree", async () => {
    delete (forge.state.teams as Record<string, unknown>)["panji/fleet-team"];
    approve("li-wei");
    expect(await gate()).toMatchObject({ code: 5, stdout: expect.stringContaining("by panji/fleet-team") });
  });

  test("where nobody is named, whoever may write to the repository can agree", async () => {
    const unowned = { ...plan, approvals: plan.approvals.map((each) => ({ ...each, area: undefined, owners: [] })) };
    approve("zoe");
    expect(await gate(unowned)).toMatchObject({
      code: 5,
      stdout: expect.stringContaining("by anyone who may write, since nobody is named in sites/OWNERS.yaml: 7 of 7"),
    });
    forge.state.writers.push("ann", "bo", "zoe");
    expect((await gate(unowned)).code).toBe(0);
  });

  test("a head that goes on leaves review and approval behind", async () => {
    approve("li-wei");
    Object.assign(forge.state.changes[0] ?? {}, { head: older, since: "2026-11-29T12:00:00.000Z" });
    const { code, stdout } = await gate();
    expect(code).toBe(5);
    expect(stdout).toContain(`a run for ${older}, the head of the pull request: this one is for ${head}`);
    expect(stdout).toContain(`a reviewed plan of ${older}: the comment is of ${head}`);
    expect(stdout).toContain("li-wei approved an older commit");
  });

  test("rules that block, block the merge", async () => {
    approve("li-wei");
    const finding = { code: "FLT-NET-001", severity: "error" as const, message: "found x", subjects: [] };
    expect(await gate({ ...plan, findings: [finding] })).toMatchObject({
      code: 5,
      stdout: expect.stringContaining("a merge without errors: 1 error: the rules block it"),
    });
  });

  test.skipIf(kind === "gitlab")(
    "an approval that was taken back or followed by a refusal is none, a comment takes nothing back",
    async () => {
      approve("li-wei");
      approve("li-wei", { state: "COMMENTED" });
      expect((await gate()).code).toBe(0);
      approve("li-wei", { state: "CHANGES_REQUESTED" });
      expect((await gate()).stdout).toContain("(li-wei does not approve)");
      approve("li-wei");
      expect((await gate()).code).toBe(0);
      if (kind === "github") approve("li-wei", { state: "DISMISSED" });
      else
        forge.state.reviews.push({
          reviewer: "li-wei",
          state: "APPROVED",
          commit: head,
          dismissed: true,
          at: approved,
        });
      expect((await gate()).code).toBe(5);
    },
  );
});

test("In a merge queue of GitHub the verdict is on the merge, whose number the forge's own branch names", async () => {
  forge = await startLoopbackForge("github");
  const merge = "d".repeat(40);
  plan ??= await widerPlan();
  const own = { ...plan, approvals: [] };
  forge.state.changes.push({ number: 7, author: "mallory", head, owner: "team", branch: "wider" });
  const env = jobOf("github", forge.api, folder);
  writeFileSync(planFile, jsonPlan({ ...own, head: { name: "wider", commit: head.slice(0, 12) } }));
  await runCommandHere(["review", "post", "--plan", planFile], { env, cwd: folder });
  const group = { head_sha: merge, head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${base}` };
  writeFileSync(join(folder, "event.json"), JSON.stringify({ merge_group: group }));
  const gate = async (commit: string) => {
    writeFileSync(planFile, jsonPlan({ ...own, head: { name: commit, commit: commit.slice(0, 12) } }));
    return runCommandHere(["review", "gate", "--plan", planFile], { env, cwd: folder });
  };
  expect((await gate(merge)).code).toBe(0);
  expect(forge.state.verdicts.at(-1)?.commit).toBe(merge);
  expect(await gate(head)).toMatchObject({ code: 7, stdout: expect.stringContaining("a plan of the merge of") });
});
