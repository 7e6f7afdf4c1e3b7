/** When a change comes to which ring, and what is fetched for it, as lines that every face of a plan has. */

import type { Plan, PlanImage, PlanRollout, PlanTiming } from "../../compiler/plan/plan.ts";
import { plural } from "../../pipeline/report/text.ts";
import { bytesText, shareList } from "./lines.ts";

/** What is known of the time, and what is not. */
export function timingNote({ publishAt }: PlanTiming): string {
  const when =
    publishAt === undefined
      ? "When it is published is not known"
      : `If it is published at ${publishAt.slice(0, 16).replace("T", " ")} UTC, local times are those below`;
  return `${when}. From then on every site gets it at its next look: no ring waits for another, and the fleet's files have no maintenance windows.`;
}

/** One line a ring: how many, over which links and how soon, where it is which time, and who gets it later. */
export function rolloutText({ sites, links, regions, later }: PlanRollout): string {
  const fetched = links.map(
    ({ name, sites: count, bytes, within }) =>
      `${linkName(name)} ${count.toLocaleString("en")} (${bytesText(bytes)}, ${within})`,
  );
  const times = [...Map.groupBy(regions, timeText)].map(([time, own]) => `${time}: ${shareList(bySites(own), 3)}`);
  const waiting = later.length > 0 ? [`later: ${shareList(later)}`] : [];
  return `${plural(sites, "site")}: ${[fetched.join(" · "), ...times, ...waiting].join("; ")}`;
}

const linkName = (name: string): string => (name === "unknown" ? "link unknown" : name);

function timeText({ timezone, offset, from, to }: PlanRollout["regions"][number]): string {
  if (offset === undefined) return "time zone unknown";
  if (from === undefined || to === undefined) return `${timezone} (${offset})`;
  const [day] = from.split(" ");
  return `${timezone} ${from} to ${to.startsWith(`${day} `) ? to.slice(11) : to}`;
}

function bySites<T extends { readonly sites: number; readonly name: string }>(shares: readonly T[]): readonly T[] {
  return shares.toSorted((a, b) => b.sites - a.sites || (a.name < b.name ? -1 : 1));
}

/** A line for each class of links. */
export function loadLines({ load }: Pick<Plan, "load">): readonly string[] {
  return load.links.map(
    ({ name, sites, changed, bytes, atMost }) =>
      `${linkName(name)}: ${plural(sites, "site")}, ${bytesText(bytes)} change at ${changed.toLocaleString("en")} of them; at most ${bytesText(atMost)}`,
  );
}

export const loadNote =
  "Every site of a repository with a new commit fetches it: what changes of it at least, all of its different files at most, before compression.";

/** `3 images new to 2 zones; only their registry knows how large they are`; nothing without any. */
export function imagesHead({ images }: Pick<Plan, "images">): string | undefined {
  if (images.length === 0) return undefined;
  const zones = new Set(images.flatMap((each) => each.zones)).size;
  const one = images.length === 1;
  return `${plural(images.length, "reference")} new to ${plural(zones, "zone")}; how large ${one ? "it is" : "they are"}, only ${one ? "its" : "their"} registry knows`;
}

/** Of a digest nobody reads more; plan.json has all of it. */
const DIGEST = /(@sha256:[0-9a-f]{12})[0-9a-f]{52}/;

/** `os-image registry.panji.example/kairos/ubuntu:24.04: 3 zones (panji/guangdong/foshan and 2 more)` */
export function imageText({ type, reference, zones }: PlanImage): string {
  const more = zones.length > 1 ? ` and ${zones.length - 1} more` : "";
  return `${type} ${reference.replace(DIGEST, "$1...")}: ${plural(zones.length, "zone")} (${zones[0]}${more})`;
}
