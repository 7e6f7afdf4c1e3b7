/** Who has to agree to a change, and why: what a merge waits for. */

import type { Owners } from "../../constructs/fleet.ts";
import { covers } from "../../model/construct-path.ts";
import type { OwnedArea } from "../../model/owners-file.ts";
import { isProfile } from "../listing/is-profile.ts";
import { type ApprovalReason, approvalReasons, type PlanApproval } from "./approvals.ts";
import type { Plan } from "./plan.ts";
import type { PlanSite } from "./plan-sites.ts";
import { unitOf } from "./unit.ts";

/** Percent of all sites; a change of more is one of the whole fleet. */
const MAX_SHARE = 10;

/** What approvals are made from. */
export type ApprovalFacts = Pick<
  Plan,
  "fleet" | "sites" | "classes" | "clusters" | "moves" | "exemptions" | "baseline" | "privileges"
>;

/** Both sides of the fleet. */
export interface OwnedSides {
  /** Those of the base, where it has been read: nobody makes themselves an owner by the change that is to be approved. */
  readonly owners: Owners;
  /** Of the head. */
  readonly newOwners: Owners;
  readonly before: readonly PlanSite[];
  readonly after: readonly PlanSite[];
}

/** In the order of the reasons, then of the areas. */
export function approvalsOf(facts: ApprovalFacts, sides: OwnedSides): readonly PlanApproval[] {
  return approvalReasons.flatMap((reason) => {
    const { what, members } = needs[reason](facts, sides);
    return members.length === 0 ? [] : askedOf(reason, what, [...new Set(members)].sort(), sides);
  });
}

interface Need {
  readonly what: string;
  readonly members: readonly string[];
}

const needs: Readonly<Record<ApprovalReason, (facts: ApprovalFacts, sides: OwnedSides) => Need>> = {
  deletion: ({ clusters, classes }) => ({
    what: "something is deleted",
    members: [
      ...clusters.filter(({ state }) => state === "removed").map(({ construct }) => construct),
      ...classes
        .filter(({ kind, effect }) => kind === "removed" || effect === "deletes")
        .flatMap((each) => each.members),
    ],
  }),
  replacement: ({ clusters, classes }) => ({
    what: "something is replaced by another of its kind",
    members: [
      ...clusters.filter(({ state }) => state === "moved").map(({ construct }) => construct),
      ...classes
        .filter(({ kind, effect }) => kind === "replaced" || isRemade.has(effect))
        .flatMap((each) => each.members),
    ],
  }),
  "frozen ring": ({ clusters }, { owners, newOwners, before, after }) => {
    const rings = new Set([...owners.frozenRings, ...newOwners.frozenRings]);
    const frozen = (sites: readonly PlanSite[]) => sites.filter(({ ring }) => rings.has(ring)).map(({ path }) => path);
    const [was, is] = [new Set(frozen(before)), new Set(frozen(after))];
    const left = [...was].filter((path) => !is.has(path));
    const changed = clusters.filter(({ construct }) => was.has(construct) || is.has(construct));
    return {
      what: "a site of a frozen ring changes, or leaves it",
      members: [...changed.map(({ construct }) => construct), ...left],
    };
  },
  privilege: ({ privileges }) => ({
    what: "a privilege grows",
    members: privileges.flatMap(({ constructs }) => constructs),
  }),
  exemption: ({ exemptions }) => ({
    what: "an exemption is new, lasts longer, or begins to cover something",
    members: exemptions
      .filter(({ state }) => state === "added" || state === "extended" || state === "used")
      .map(({ construct }) => construct),
  }),
  baseline: ({ baseline }) => ({
    what: "findings are put into the baseline, where nobody hears of them",
    // Of a server it is its site that has the owners, and of two servers it is one.
    members: baseline
      .filter(({ state }) => state === "grown")
      .flatMap(({ constructs }) => constructs)
      .map((path) => (isSite(path) ? unitOf(path).path : path)),
  }),
  share: ({ sites: { total, added, changed, removed, moved }, clusters }) => {
    const [touched, all] = [added + changed + removed + moved, total + removed];
    const isWide = touched * 100 > all * MAX_SHARE;
    return {
      what: `${touched} of ${all} sites change, more than ${MAX_SHARE} %`,
      members: isWide ? clusters.map(({ construct }) => construct).filter(isSite) : [],
    };
  },
  owners: ({ fleet }, { owners, newOwners }) => ({
    what: "sites/OWNERS.yaml names other owners, areas or frozen rings",
    members: contentOf(owners) === contentOf(newOwners) ? [] : [fleet],
  }),
};

const isRemade: ReadonlySet<string> = new Set(["refused", "reinstalls", "replaces nodes"]);

const isSite = (path: string): boolean => unitOf(path).kind === "site" && path.split("/")[1] !== "apps";

const contentOf = ({ frozenRings, areas }: Owners): string => JSON.stringify([frozenRings, areas]);

/** One agreement for each area that has a part in it; a change of the fleet as a whole is one of its narrowest common area. */
function askedOf(
  reason: ApprovalReason,
  what: string,
  members: readonly string[],
  sides: OwnedSides,
): readonly PlanApproval[] {
  const { areas } = sides.owners;
  const common = reason === "share" ? narrowest(areas, members) : undefined;
  const profiles = profilesOf(sides);
  const byArea = new Map<OwnedArea | undefined, string[]>();
  for (const member of members) {
    const own = [common ?? narrowest(areas, [member]), ...ofProfiles(areas, profiles(member), reason)];
    const named = own.filter((area) => area !== undefined);
    for (const area of named.length > 0 ? named : [undefined]) {
      const known = byArea.get(area);
      if (known) known.push(member);
      else byArea.set(area, [member]);
    }
  }
  return [...byArea]
    .map(([area, own]) => approval(reason, what, area, own))
    .sort((a, b) => ((a.area ?? "") < (b.area ?? "") ? -1 : 1));
}

function approval(
  reason: ApprovalReason,
  what: string,
  area: OwnedArea | undefined,
  members: readonly string[],
): PlanApproval {
  const name = area?.construct ?? area?.profile;
  return {
    reason,
    what,
    ...(name !== undefined && { area: name }),
    owners: area ? [...new Set(area.owners)].sort() : [],
    sites: members.filter(isSite).length,
    members,
  };
}

/** The deepest construct that covers all of them. */
function narrowest(areas: readonly OwnedArea[], members: readonly string[]): OwnedArea | undefined {
  const wide = areas.filter(
    ({ construct }) => construct !== undefined && members.every((each) => covers(construct, each)),
  );
  return wide.toSorted((a, b) => (b.construct ?? "").length - (a.construct ?? "").length)[0];
}

interface PinnedProfiles {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

function profilesOf({ before, after }: OwnedSides): (path: string) => PinnedProfiles {
  const [old, now] = [before, after].map((sites) => new Map(sites.map(({ path, profile }) => [path, profile])));
  return (path) => ({ before: old?.get(path), after: now?.get(path) });
}

/** Where a site goes from one profile to another, whoever owns either of them; exemptions and the baseline are no matter of a profile. */
function ofProfiles(
  areas: readonly OwnedArea[],
  { before, after }: PinnedProfiles,
  reason: ApprovalReason,
): readonly OwnedArea[] {
  if (
    reason === "exemption" ||
    reason === "baseline" ||
    before === after ||
    before === undefined ||
    after === undefined
  )
    return [];
  return areas.filter(
    ({ profile }) => profile !== undefined && [before, after].some((each) => isProfile(each, { profile })),
  );
}
