/** The checklist of a change: what has to be done by hand, before and after it is published. */

import type { FieldChange } from "../../constructs/site-fields.ts";
import { type ByHandStep, byHandTimes } from "../../model/by-hand.ts";
import type { FixedChange } from "../../policies/rule.ts";

/** A step with the construct that it is for. */
export interface ByHandItem extends ByHandStep {
  /** Construct path. */
  readonly construct: string;
}

/** A field of a living site that has another value, as plain data. */
export interface FieldRow extends Pick<FieldChange, "field" | "mayChange" | "effect" | "remedy" | "source"> {
  /** Construct path of the site. */
  readonly construct: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** In the order in which they are done; what serves several changes is there once. */
export function checklist(fields: readonly FieldChange[], fixed: readonly FixedChange[]): readonly ByHandItem[] {
  const items = [
    ...fields.flatMap((change) =>
      (change.steps?.(change) ?? []).map((step) => ({ construct: change.site.path, ...step })),
    ),
    ...fixed.flatMap(({ construct, steps }) => steps.map((step) => ({ construct, at: clusterOf(construct), ...step }))),
  ];
  const once = new Map(items.map((item) => [[item.at, item.when, item.what].join("\n"), item]));
  return [...once.values()].sort((a, b) => byHandTimes.indexOf(a.when) - byHandTimes.indexOf(b.when));
}

export function fieldRows(fields: readonly FieldChange[]): readonly FieldRow[] {
  return fields.map(({ site, field, before, after, mayChange, effect, remedy, source }) => ({
    construct: site.path,
    field,
    before: before ?? null,
    after: after ?? null,
    mayChange,
    effect,
    remedy,
    source,
  }));
}

/** `hub guangdong` of `panji/guangdong/hub`, `cluster sz-nanshan-01` of the path of a site. */
function clusterOf(construct: string): string {
  const [, region = "", ...rest] = construct.split("/");
  if (region === "centre") return "the centre";
  return rest[0] === "hub" ? `hub ${region}` : `cluster ${rest[1] ?? region}`;
}
