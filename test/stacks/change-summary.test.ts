import { expect, test } from "vitest";
import { changeSummary } from "../../stacks/change-summary.ts";
import { edited, reviewFleet } from "../plan/review-fleet.ts";
import { reviewPlan } from "../plan/review-plan.ts";

const storage = edited(reviewFleet, {
  "sites/guangdong/foshan.yaml": (text) => text.replaceAll("storage: 200Gi", "storage: 300Gi"),
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
