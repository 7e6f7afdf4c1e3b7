import { z } from "zod";
import { ruleId } from "./diagnostic.ts";

const date = z.iso.date("a date, like 2026-12-31");

/** One agreed exception from one rule, for one construct and all below it. */
export const exemptionSchema = z.strictObject({
  rule: z.string().regex(ruleId, "the id of a rule, like FLT-NET-001"),
  /** Construct path, such as panji/guangdong or panji/guangdong/shenzhen/sz-nanshan-01. */
  construct: z.string().min(1, "a construct path, like panji/guangdong/shenzhen"),
  /** Said of an exemption for the whole fleet, so that nobody writes one by leaving names away. */
  breadth: z.literal("fleet").optional(),
  reason: z.string().min(10, "the reason in at least ten characters"),
  owner: z.string().min(1, "the owner"),
  ticket: z.string().min(1, "a ticket"),
  granted: date,
  /** At most 180 days after `granted`; the day itself still counts, in UTC. */
  expires: date,
});

/** sites/exemptions.yaml, optional. */
export const exemptionFileSchema = z.strictObject({ exemptions: z.array(exemptionSchema) });

export type ExemptionSpec = z.output<typeof exemptionSchema>;
