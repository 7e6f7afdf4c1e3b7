/** The cluster or place that a construct is counted as: a change of a host is one of its site. */

type UnitKind = "centre" | "hub" | "zone" | "site";

export interface PlanUnit {
  readonly kind: UnitKind;
  /** Construct path. */
  readonly path: string;
}

/** `<fleet>/<region>/<zone>/<site>[/<host>]`, `<fleet>/<region>/hub`, `<fleet>/centre`; the rest is the zone's or the region's. */
export function unitOf(construct: string): PlanUnit {
  const steps = construct.split("/");
  if (steps[1] === "centre") return { kind: "centre", path: steps.slice(0, 2).join("/") };
  if (steps.length >= 4) return { kind: "site", path: steps.slice(0, 4).join("/") };
  return steps.length === 3 && steps[2] !== "hub"
    ? { kind: "zone", path: construct }
    : { kind: "hub", path: steps.slice(0, 3).join("/") };
}
