import { z } from "zod";
import { ruleId } from "./diagnostic.ts";

/** Findings of one rule at one place that were there when the rule came. */
const entrySchema = z.strictObject({
  rule: z.string().regex(ruleId, "the id of a rule, like FLT-NET-001"),
  /** Construct path of what the findings are about. */
  construct: z.string().min(1, "a construct path, like panji/guangdong/shenzhen"),
  /** The field, or the object, by names and never by lines: `hosts[sz-nanshan-01-a].disk`. */
  place: z.string().min(1, "a place, like hosts[sz-nanshan-01-a].disk").optional(),
  count: z.int("a whole number").min(1, "at least 1").default(1),
});

/** sites/baseline.yaml, optional: written by `flotilla check --baseline`. */
export const baselineFileSchema = z.strictObject({ baseline: z.array(entrySchema) });

export type BaselineSpec = z.output<typeof entrySchema>;
