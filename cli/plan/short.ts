/** The short form of a plan: what changes where, without why and when. */

import type { Plan } from "../../compiler/plan/plan.ts";
import { jsonPlan } from "./json.ts";
import { markdownPlan } from "./markdown.ts";
import { textPlan } from "./text.ts";

/** For programs there is one form only. */
export const shortFormats = {
  text: (plan: Plan, colour: boolean) => textPlan(shortened(plan), colour),
  json: jsonPlan,
  markdown: (plan: Plan) => markdownPlan(shortened(plan)),
} as const;

function shortened(plan: Plan): Plan {
  const classes = plan.classes.map((each) => ({ ...each, causes: [] }));
  return { ...plan, classes, causes: [], rollout: [] };
}
