import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jsonPlan } from "../../../cli/plan/json.ts";
import { readForeignPlan } from "../../../cli/review/foreign-plan.ts";
import { folderWith } from "../../folder-with.ts";
import { cases } from "../../plan/cases.ts";
import { reviewFleet } from "../../plan/review-fleet.ts";
import { reviewPlan } from "../../plan/review-plan.ts";

test.each(cases)(
  "What is held to its schema takes every plan that is made, such as that of $name",
  async ({ base = reviewFleet, head }) => {
    const plan = await reviewPlan(base, head);
    const file = join(folderWith({}), "plan.json");
    writeFileSync(file, jsonPlan(plan));
    const read = readForeignPlan(file);
    expect(read).toEqual(JSON.parse(jsonPlan(plan)));
  },
);
