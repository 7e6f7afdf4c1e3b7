/** The schema of plan.json, which is published as JSON Schema: what gates and other programs may rely on. */

import { z } from "zod";
import { disruptions } from "../../model/kinds/disruption.ts";
import { effects } from "../../model/kinds/facts.ts";
import { pulledTypes } from "../../model/pulled.ts";
import { approvalReasons } from "./approvals.ts";
import { changeKinds } from "./object-changes.ts";
import { type Plan, planSchemaName } from "./plan.ts";

const count = z.int().min(0);
const text = z.string();
const effect = z.enum(effects);
const disruption = z.enum(disruptions);
const scope = z.object({ name: text, total: count, added: count, changed: count, removed: count, moved: count });
const version = z.object({
  name: text,
  commit: text.optional(),
  merge: z.object({ base: text, head: text }).optional(),
});
const shares = z.array(z.object({ name: text, sites: count }));
const leaf = z.object({ path: text, before: text.optional(), after: text.optional() });
/** Findings and checklists have their own documents; here their main fields. */
const open = <T>() => z.array(z.looseObject({})) as unknown as z.ZodType<readonly T[]>;

/** Fields are only ever added, so objects may have more than these. */
export const planSchema: z.ZodType<Plan> = z.object({
  schema: z.literal(planSchemaName),
  fleet: text,
  tool: text,
  base: version,
  head: version,
  hash: text.regex(/^sha256:[0-9a-f]{64}$/),
  sites: scope,
  hubs: scope,
  centre: scope,
  regions: z.array(scope),
  rings: z.array(scope),
  profiles: z.array(scope),
  effects: z.array(z.object({ effect, disruption, constructs: count })),
  files: count,
  moves: z.array(
    z.object({
      kind: z.enum(["site renamed", "site moved", "zone renamed", "region renamed"]),
      from: text,
      to: text,
      sites: count,
      effect,
      disruption,
    }),
  ),
  findings: open<Plan["findings"][number]>(),
  privileges: open<Plan["privileges"][number]>(),
  exemptions: open<Plan["exemptions"][number]>(),
  baseline: z.array(
    z.object({ state: z.enum(["grown", "shrunk", "used"]), rule: text, findings: count, constructs: z.array(text) }),
  ),
  fields: open<Plan["fields"][number]>(),
  removals: z.array(
    z.object({
      repository: text,
      deleted: z.array(text),
      leftBehind: z.array(text),
      handedOver: z.array(text),
      regions: z.array(text),
    }),
  ),
  byHand: open<Plan["byHand"][number]>(),
  classes: z.array(
    z.object({
      id: text,
      kind: z.enum(changeKinds),
      effect,
      disruption,
      title: text,
      role: text,
      path: text,
      objects: z.array(text),
      changes: z.array(leaf),
      cut: count,
      count: z.object({ objects: count, sites: count, hubs: count, centre: count, zones: count }),
      regions: shares,
      rings: shares,
      profiles: shares,
      zones: shares,
      members: z.array(text),
      example: z.object({ repository: text, path: text }),
      causes: z.array(text),
    }),
  ),
  causes: z.array(
    z.object({
      id: text,
      kind: z.enum(["parameter", "profile", "site", "zone", "region", "fleet", "app"]),
      what: text,
      before: text.optional(),
      after: text.optional(),
      at: z.object({ file: text, line: count.optional(), column: count.optional() }).optional(),
      places: count,
    }),
  ),
  upgrades: z.array(z.object({ what: text, before: text, after: text, repositories: count })),
  approvals: z.array(
    z.object({
      reason: z.enum(approvalReasons),
      what: text,
      area: text.optional(),
      owners: z.array(text),
      sites: count,
      members: z.array(text),
    }),
  ),
  timing: z.object({
    day: text,
    publishAt: text.optional(),
    order: z.literal("none"),
    windows: z.literal("none"),
  }),
  load: z.object({
    links: z.array(z.object({ name: text, sites: count, changed: count, bytes: count, atMost: count })),
    repositories: count,
    bytes: count,
  }),
  images: z.array(z.object({ type: z.enum(pulledTypes), reference: text, zones: z.array(text), places: count })),
  rollout: z.array(
    z.object({
      ring: text,
      sites: count,
      timezones: shares,
      regions: z.array(
        z.object({
          name: text,
          timezone: text,
          sites: count,
          offset: text.exactOptional(),
          from: text.exactOptional(),
          to: text.exactOptional(),
        }),
      ),
      later: shares,
      links: z.array(z.object({ name: text, sites: count, bytes: count, within: text })),
    }),
  ),
  clusters: z.array(
    z.object({
      construct: text,
      state: z.enum(["added", "changed", "removed", "moved"]),
      objects: z.object({ removed: count, replaced: count, moved: count, changed: count, added: count }),
      bytes: count,
      classes: z.array(text),
    }),
  ),
});

/** schemas/plan.schema.json */
export function planJsonSchema(): string {
  const schema = z.toJSONSchema(planSchema, { target: "draft-2020-12", io: "input" });
  return `${JSON.stringify({ ...schema, title: planSchemaName }, null, 2)}\n`;
}
