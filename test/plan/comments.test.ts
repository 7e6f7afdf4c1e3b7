import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { jsonPlan } from "../../cli/plan/json.ts";
import { markdownPlan } from "../../cli/plan/markdown.ts";
import { summaryPlan, textPlan } from "../../cli/plan/text.ts";
import type { Plan } from "../../compiler/plan/plan.ts";
import { planSchema } from "../../compiler/plan/plan-schema.ts";
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import { stageFleet } from "../../pipeline/stage-fleet.ts";
import { expectGolden } from "../expect-golden.ts";
import { cases } from "./cases.ts";
import { edited, type Files, onDisk, reviewFleet } from "./review-fleet.ts";

const profiles = new URL("./review-profiles.ts", import.meta.url).href;
const settingsOf = (root: string) => ({ root, regions: [], today: "2026-11-28", profiles, threads: 0 });

async function planOf(base: Files, head: Files): Promise<Plan> {
  const { plan } = await makePlan({
    settings: settingsOf(onDisk(head)),
    base: { kind: "files", root: onDisk(base), code: undefined },
    names: { base: { name: "main", commit: "0123456789ab" }, head: { name: "files" } },
  });
  if (!plan) throw new Error("a plan expected");
  return plan;
}

const golden = (name: string) => join(import.meta.dirname, "golden", name);

describe("The comment alone says what, where, how many, what breaks, why and when", () => {
  test.each(cases)("of $name", async ({ name, base = reviewFleet, head, answers }) => {
    const plan = await planOf(base, head);
    const comment = markdownPlan(plan);
    expectGolden(new Map([["comment.md", comment]]), golden(name));
    for (const [question, answer] of Object.entries(answers)) expect(comment, question).toContain(answer);
    expect(comment.length).toBeLessThan(60_000);
    expect(planSchema.safeParse(JSON.parse(jsonPlan(plan))).error).toBeUndefined();
    expect(summaryPlan(plan).trimEnd().split("\n").length).toBeLessThanOrEqual(20);
    // Findings, rights, checklists and what goes have long lines everywhere.
    if (
      plan.findings.length + plan.privileges.length + plan.fields.length + plan.byHand.length + plan.removals.length >
      0
    )
      return;
    const lines = textPlan(plan, false).split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });
});

test("Nothing of a name or a value becomes markup, a mention or the end of a block", async () => {
  const hostile = cases.find(({ name }) => name === "markup-in-values");
  const comment = markdownPlan(await planOf(reviewFleet, hostile?.head ?? {}));
  const outside = comment.replace(/(`{3,})diff\n[\s\S]*?\n\1\n/g, "");
  expect(outside).not.toMatch(/@everyone|(?<!\\)<img|(?<!\\)\[a\]\(b\)/);
  expect(outside.match(/<details/g)?.length).toBe(outside.match(/<\/details>/g)?.length);
});

test("The same step against what is published is the same plan, whatever the names of the sides are", async () => {
  const { mkdtempSync, rmSync } = await import("node:fs");
  const base = mkdtempSync(join((await import("node:os")).tmpdir(), "flotilla-published-"));
  try {
    const staged = await stageFleet(settingsOf(onDisk(reviewFleet)), { base, overwrite: false });
    await staged.commit();
    const head = edited(reviewFleet, { "sites/fleet.yaml": (text) => text.replace("6h", "12h") });
    const names = { base: { name: "published" }, head: { name: "files" } };
    const against = async (files: Files) =>
      (await makePlan({ settings: settingsOf(onDisk(files)), base: { kind: "published", base }, names })).plan;
    const [plan, same] = [await against(head), await against(reviewFleet)];
    expect(plan?.hash).toBe((await planOf(reviewFleet, head)).hash);
    expect(plan?.classes).toMatchObject([{ title: "StatefulSet prometheus: 6h -> 12h", count: { sites: 7 } }]);
    expect(same).toMatchObject({ classes: [], files: 0, sites: { changed: 0 } });
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
});

test("Against a place where nothing is published yet everything comes", async () => {
  const nowhere = onDisk({});
  const { plan } = await makePlan({
    settings: settingsOf(onDisk(reviewFleet)),
    base: { kind: "published", base: nowhere },
    names: { base: { name: "published" }, head: { name: "files" } },
  });
  expect(plan?.sites).toMatchObject({ added: 7, changed: 0, removed: 0 });
  expect(plan?.hubs).toMatchObject({ added: 2 });
  expectGolden(new Map([["comment.md", markdownPlan(plan as Plan)]]), golden("nothing-published"));
});
