import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { jsonPlan } from "../../cli/plan/json.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import { head, jobOf, widerPlan } from "../cli/review/jobs.ts";
import { type LoopbackForge, startLoopbackForge } from "../cli/review/loopback-forge.ts";
import { runCommandHere } from "../cli/run.ts";

const folder = mkdtempSync(join(tmpdir(), "flotilla-foreign-plan-"));
const planFile = join(folder, "plan.json");
let forge: LoopbackForge;
let plan: Plan;

beforeEach(async () => {
  // Folders of a fleet belong to a test, so the first one makes the plan for all.
  plan ??= await widerPlan();
  forge = await startLoopbackForge("github");
  forge.state.changes.push({ number: 7, author: "mallory", head, owner: "mallory", branch: "wider" });
});
afterEach(() => forge.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (action: string) =>
  runCommandHere(["review", action, "--plan", planFile], { env: jobOf("github", forge.api, folder), cwd: folder });
const post = () => run("post");

describe("A plan that a stranger's code made is posted as data alone", () => {
  const hostile: readonly (readonly [string, (own: Plan) => unknown, string])[] = [
    ["no JSON", () => "nothing", "another "],
    ["another document", () => ({ schema: "flotilla.dev/plan/v2" }), "another schema"],
    ["markup as the fleet's name", (own) => ({ ...own, fleet: "x --> @all <img src=x>" }), "another fleet"],
    [
      "markup as a rule",
      (own) => ({ ...own, findings: [{ code: "a | b", severity: "error" }] }),
      "another findings.0.code",
    ],
    [
      "a command that ends its block",
      (own) => ({
        ...own,
        byHand: [{ construct: "x", when: "before publishing", at: "x", what: "x", command: "x\n```\n# Approved" }],
      }),
      "another byHand.0.command",
    ],
    ["a hash that is none", (own) => ({ ...own, hash: "sha256:0" }), "another hash"],
  ];

  test.each(hostile)("%s is refused before anything is asked", async (_, of, message) => {
    writeFileSync(planFile, JSON.stringify(of(plan)));
    const { code, stderr } = await post();
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(forge.asked).toEqual([]);
  });

  test("one that is larger than any plan is not read", async () => {
    writeFileSync(planFile, Buffer.alloc(65 * 1024 ** 2, 32));
    expect((await post()).stderr).toContain("with 68157440 bytes, expected at most 67108864");
  });

  test("text that would make the comment longer than a forge takes is refused", async () => {
    const move = {
      ...plan.moves[0],
      kind: "site moved",
      from: "x".repeat(70_000),
      to: "y",
      sites: 1,
      effect: "removes",
      disruption: "none",
    };
    writeFileSync(planFile, JSON.stringify({ ...plan, moves: [move] }));
    expect((await post()).stderr).toMatch(/found a plan whose comment has \d+ characters/);
    expect(forge.state.comments).toEqual([]);
  });

  test("what hides, turns or commands in it stands there as its escape", async () => {
    const title = "Deployment \u202egnp.exe\u0007 @everyone <img src=x>\n::error::owned";
    writeFileSync(planFile, JSON.stringify({ ...plan, classes: plan.classes.map((each) => ({ ...each, title })) }));
    expect((await post()).code).toBe(0);
    const body = forge.state.comments[0]?.body ?? "";
    expect(body).toContain("Deployment \\u202egnp.exe\\u0007");
    for (const hidden of ["\u202e", "\u0007", "@everyone", "<img"]) expect(body).not.toContain(hidden);
    expect(body).not.toMatch(/^::error/m);
  });
});

test("A harmless story under the right hash does not pass the gate", async () => {
  const approvals: Plan["approvals"] = [];
  writeFileSync(planFile, jsonPlan({ ...plan, approvals, classes: [], clusters: [] }));
  expect((await post()).code).toBe(0);
  const merge = { ...plan, approvals, head: { name: "the merge", merge: { base: head, head } } };
  writeFileSync(planFile, jsonPlan(merge));
  expect(await run("gate")).toMatchObject({ code: 7, stdout: expect.stringContaining("under the same hash") });
});
