/** A plan.json that another job made, which may have run code of whoever asks for the change: it is data, and nothing else. */

import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { Plan } from "../../compiler/plan/plan.ts";
import { planSchema } from "../../compiler/plan/plan-schema.ts";
import { byHandTimes } from "../../model/by-hand.ts";

/** The plan of a change of every one of 10,000 sites has a tenth of it. */
const MAX_BYTES = 64 * 1024 ** 2;

/** One word or path as the fleet's own files may have it: nothing of it is markup. */
const name = z.string().regex(/^[A-Za-z0-9][\w./@+-]{0,250}$/, "a name");
const count = z.int().min(0);
/** Of a command in a block: nothing ends the block. */
const line = z.string().regex(/^(?!\s*(`{3}|~{3}))[^\r\n]*$/, "one line");

/**
 * What faces write as it is, and what the published schema leaves open. All other text they escape, whoever wrote it.
 */
const shownSchema = z.object({
  fleet: name,
  tool: name,
  base: z.object({ commit: name.optional() }),
  head: z.object({ commit: name.optional() }),
  classes: z.array(z.object({ id: z.string().regex(/^[A-Z]{1,4}$/), causes: z.array(z.string().regex(/^\d{1,6}$/)) })),
  causes: z.array(z.object({ id: z.string().regex(/^\d{1,6}$/) })),
  findings: z.array(
    z.object({
      code: name,
      severity: z.enum(["error", "warning", "info"]),
      message: z.string(),
      subjects: z.array(z.string()),
      hint: z.string().optional(),
      at: z.object({ file: z.string(), path: z.array(z.union([z.string(), z.int()])) }).optional(),
      position: z.object({ line: z.int().min(1), column: z.int().min(1) }).optional(),
    }),
  ),
  privileges: z.array(z.object({ privilege: name, what: z.string(), constructs: z.array(name), sites: count })),
  exemptions: z.array(
    z.object({
      state: z.enum(["added", "extended", "used", "ending", "removed"]),
      rule: name,
      construct: z.string(),
      reason: z.string(),
      owner: z.string(),
      ticket: z.string(),
      expires: z.string(),
      findings: count,
    }),
  ),
  baseline: z.array(z.object({ rule: name })),
  byHand: z.array(
    z.object({
      construct: z.string(),
      when: z.enum(byHandTimes),
      at: z.string(),
      what: z.string(),
      command: line.optional(),
    }),
  ),
  timing: z.object({
    publishAt: z
      .string()
      .regex(/^[\d:.TZ-]{10,30}$/)
      .optional(),
  }),
});

/** @returns what is wrong, as text */
export function readForeignPlan(file: string): Plan | string {
  const text = textOf(file);
  if (typeof text !== "object") return text;
  let json: unknown;
  try {
    json = JSON.parse(text.text);
  } catch {
    return `found ${file} that is no JSON, expected what \`flotilla plan --out\` writes`;
  }
  const parsed = planSchema.safeParse(json);
  if (!parsed.success) return faultOf(file, parsed.error);
  const shown = shownSchema.safeParse(json);
  return shown.success ? parsed.data : faultOf(file, shown.error);
}

function textOf(file: string): { readonly text: string } | string {
  let descriptor: number;
  try {
    descriptor = openSync(file, "r");
  } catch {
    return `found no file ${file}, expected what \`flotilla plan --out\` writes`;
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return `found ${file} that is no file, expected what \`flotilla plan --out\` writes`;
    if (stat.size > MAX_BYTES) return `found ${file} with ${stat.size} bytes, expected at most ${MAX_BYTES}`;
    return { text: readFileSync(descriptor, "utf8") };
  } finally {
    closeSync(descriptor);
  }
}

function faultOf(file: string, { issues }: z.ZodError): string {
  const [issue] = issues;
  const more = issues.length > 1 ? `, and ${issues.length - 1} more faults` : "";
  return `found ${file} with another ${issue?.path.join(".")} than a plan has: ${issue?.message}${more}`;
}
