/** Which ring gets a change when, and what it has to fetch for it. */

import { paceOf } from "../../engines/delivery/pace.ts";
import type { Link } from "../../model/site-network-file.ts";
import type { PlanRollout, PlanTiming, PlanUnitRow } from "./plan.ts";
import { sharesOf } from "./plan-classes.ts";
import type { PlanSite } from "./plan-sites.ts";

/** One site that gets something. */
interface Target {
  readonly site: PlanSite;
  readonly bytes: number;
}

/**
 * In the order of the names of the rings: nothing makes one wait for another.
 *
 * @param published when it is published, or the start of the day of the plan
 */
export function rolloutOf(
  clusters: readonly PlanUnitRow[],
  sites: ReadonlyMap<string, PlanSite>,
  published: PlanTiming,
): readonly PlanRollout[] {
  const changed = clusters.flatMap(({ construct, bytes, state }): readonly Target[] => {
    const site = sites.get(construct);
    return site && state !== "removed" ? [{ site, bytes }] : [];
  });
  return [...Map.groupBy(changed, ({ site }) => site.ring)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ring, own]) => ({
      ring,
      sites: own.length,
      timezones: sharesOf(own, ({ site }) => site.timezone),
      regions: [...Map.groupBy(own, ({ site }) => site.region)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, there]) => regionTime(name, there, published)),
      later: sharesOf(
        own.filter(({ site }) => isLater.has(site.state)),
        ({ site }) => site.state,
      ),
      links: sharesOf(own, ({ site }) => site.link).map(({ name, sites: count }) => ({
        name,
        sites: count,
        bytes: own.reduce((sum, { site, bytes }) => (site.link === name ? sum + bytes : sum), 0),
        within: withinOf(name),
      })),
    }));
}

/** Nobody looks there, or nothing is applied. */
const isLater: ReadonlySet<string> = new Set(["shipped", "held", "offline"]);

function regionTime(
  name: string,
  targets: readonly Target[],
  { publishAt, day }: PlanTiming,
): PlanRollout["regions"][number] {
  const timezone = targets[0]?.site.timezone ?? "unknown";
  const start = new Date(publishAt ?? `${day}T00:00:00Z`);
  const last = Math.max(...targets.map(({ site }) => lookOf(site.link)[1]));
  if (timezone === "unknown") return { name, timezone, sites: targets.length };
  return {
    name,
    timezone,
    sites: targets.length,
    offset: offsetOf(timezone, start),
    ...(publishAt !== undefined && {
      from: localTime(timezone, start),
      to: localTime(timezone, new Date(start.getTime() + last * 60_000)),
    }),
  };
}

/** `5 to 10 minutes`: how long after a publish a site looks at the latest. */
function withinOf(link: string): string {
  const [first, last] = lookOf(link);
  return `${first} to ${last} minutes`;
}

/** Minutes between two looks, the least and the most. @param link `unknown`: nothing is said, and it looks as one on fibre does */
function lookOf(link: string): readonly [number, number] {
  const { look } = paceOf(link === "unknown" ? {} : { link: link as Link });
  return [look[0], look[0] + look[1]];
}

/** `UTC+08:00` */
function offsetOf(timeZone: string, at: Date): string {
  const name = partsOf(timeZone, at)["timeZoneName"] ?? "";
  return name === "GMT" ? "UTC+00:00" : name.replace("GMT", "UTC");
}

/** `2026-12-01 22:05` */
function localTime(timeZone: string, at: Date): string {
  const { year, month, day, hour, minute } = partsOf(timeZone, at);
  return `${year}-${month}-${day} ${hour}:${minute}`;
}

function partsOf(timeZone: string, at: Date): Readonly<Record<string, string>> {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "longOffset",
  });
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}
