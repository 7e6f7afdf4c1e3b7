import { expect, test } from "vitest";
import { makePlan } from "../../pipeline/plan/make-plan.ts";
import { changeSummary } from "../../stacks/change-summary.ts";
import { compileStack } from "../../stacks/compile-stack.ts";
import { runCommandHere } from "../cli/run.ts";
import { folderWith } from "../folder-with.ts";
import { edited, reviewFleet } from "../plan/review-fleet.ts";
import { reviewPlan } from "../plan/review-plan.ts";

const storage = edited(reviewFleet, {
  "sites/guangdong/foshan.yaml": (text) => text.replaceAll("storage: 200Gi", "storage: 300Gi"),
});

const wider = edited(storage, {
  "sites/fleet.yaml": (text) => text.replace("Retention: 6h", "Retention: 12h"),
});

test("A preview begins with the classes of the plan, a line each, and says where nothing changes", async () => {
  const plan = await reviewPlan(reviewFleet, storage);
  const [head, ...lines] = changeSummary(plan).split("\n");
  expect(head).toBe(
    `2 of 7 sites change, in ${plan.classes.length} distinct change${plan.classes.length === 1 ? "" : "s"}`,
  );
  expect(lines).toHaveLength(plan.classes.length);
  for (const [index, { id }] of plan.classes.entries())
    expect(lines[index]).toMatch(new RegExp(`^${id} .*: 2 sites; `));
  expect(lines[0]).toContain(plan.classes[0]?.title ?? "no class");
  expect(changeSummary(await reviewPlan(reviewFleet, reviewFleet))).toBe("nothing changes on any cluster");
});

test.each(["guangdong", "centre"])(
  "The plan of %s that was compiled already is the plan of its files",
  async (stack) => {
    const base = folderWith();
    const published = await runCommandHere(["publish", "--fleet", folderWith(reviewFleet), "--to", base]);
    expect(published.code).toBe(0);
    const fleet = folderWith(wider);
    const { report, stack: compiledStack } = await compileStack({ stack, fleet, to: base, today: "2026-11-21" });
    expect(report.findings.filter(({ severity }) => severity === "error")).toEqual([]);
    if (!compiledStack) throw new Error("nothing was compiled");
    const { compiled } = compiledStack;
    const request = {
      settings: compiled.session.settings,
      base: { kind: "published", base },
      names: { base: { name: "published" }, head: { name: "files" } },
    } as const;
    const plan = await makePlan({ ...request, compiled });
    expect(plan.plan?.classes.length).toBe(stack === "centre" ? 0 : 2);
    const { map: _, ...made } = plan;
    const { map: __, ...anew } = await makePlan(request);
    expect(made).toEqual(anew);
  },
);
