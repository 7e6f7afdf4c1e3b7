/** What a change of the fleet does: the one document from which every face of the review is written. */

import type { Disruption } from "../../model/kinds/disruption.ts";
import type { Effect } from "../../model/kinds/facts.ts";
import type { PulledType } from "../../model/pulled.ts";
import type { Removals } from "../emit/removals.ts";
import type { LocatedDiagnostic } from "../load/locate.ts";
import type { PlanApproval } from "./approvals.ts";
import type { BaselineRow } from "./baseline.ts";
import type { ByHandItem, FieldRow } from "./by-hand.ts";
import type { ExemptionRow } from "./exemptions.ts";
import type { LeafChange } from "./leaf-changes.ts";
import type { ChangeKind } from "./object-changes.ts";
import type { PrivilegeGrowth } from "./privileges.ts";
import type { ObjectCounts } from "./repository-part.ts";

/** Format of the document; fields are only ever added. */
export const planSchemaName = "flotilla.dev/plan/v1";

/** How many clusters of a kind, a region, a ring or a profile come, go and change. A site that moves is neither added nor removed. */
export interface Scope {
  readonly name: string;
  /** After the change. */
  readonly total: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly moved: number;
}

/** One side of a plan. */
export interface PlanVersion {
  /** A revision, `files`, or where it is published. */
  readonly name: string;
  /** Short commit id, or one for each published repository is in `repositories`. */
  readonly commit?: string | undefined;
  /** Where it is a merge that was made for the plan: the whole ids of what was merged into what. */
  readonly merge?: { readonly base: string; readonly head: string } | undefined;
}

export interface PlanMove {
  readonly kind: "site renamed" | "site moved" | "zone renamed" | "region renamed";
  /** Construct paths. */
  readonly from: string;
  readonly to: string;
  /** Number of sites that it is about. */
  readonly sites: number;
  readonly effect: Effect;
  readonly disruption: Disruption;
}

/** Sites of one name: a region, a ring, a profile, a link. */
export interface Share {
  readonly name: string;
  readonly sites: number;
}

/** The same change at any number of clusters. */
export interface PlanClass {
  /** `A`, `B`, ... in the order of the plan. */
  readonly id: string;
  readonly kind: ChangeKind;
  readonly effect: Effect;
  readonly disruption: Disruption;
  /** `NodeOp os: 1.33.10 -> 1.33.11` */
  readonly title: string;
  /** The same without what becomes of it: `NodeOp os`. */
  readonly role: string;
  /** Path in the repositories with stars for what differs. */
  readonly path: string;
  /** Titles of the objects, where it is about several. */
  readonly objects: readonly string[];
  /** What differs; `⟨site⟩` and the like stand for what is a site's own. */
  readonly changes: readonly LeafChange[];
  /** Differences that are left out of `changes`. */
  readonly cut: number;
  readonly count: {
    readonly objects: number;
    readonly sites: number;
    readonly hubs: number;
    readonly centre: number;
    /** Zones, whose files are for operators. */
    readonly zones: number;
  };
  readonly regions: readonly Share[];
  readonly rings: readonly Share[];
  readonly profiles: readonly Share[];
  /** By `<region>/<zone>`. */
  readonly zones: readonly Share[];
  /** Construct paths of all clusters, sorted. */
  readonly members: readonly string[];
  readonly example: { readonly repository: string; readonly path: string };
  /** Ids of `causes`; several: it is one of them, or all together. */
  readonly causes: readonly string[];
}

/** An edit that made a difference. */
export interface PlanCause {
  /** `1`, `2`, ... */
  readonly id: string;
  readonly kind: "parameter" | "profile" | "site" | "zone" | "region" | "fleet" | "app";
  /** `parameter metricsRetention`, `profile edge-k3s`. */
  readonly what: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** Where it is written now; of what is gone, where it was. */
  readonly at?:
    | { readonly file: string; readonly line?: number | undefined; readonly column?: number | undefined }
    | undefined;
  /** Other places with the same edit. */
  readonly places: number;
}

/** One cluster that comes, goes, changes or moves. */
export interface PlanUnitRow {
  /** Construct path. */
  readonly construct: string;
  readonly state: "added" | "changed" | "removed" | "moved";
  readonly objects: ObjectCounts;
  readonly bytes: number;
  /** Ids of its classes. */
  readonly classes: readonly string[];
}

/** What is known of the time of a publish. */
export interface PlanTiming {
  /** Day of the plan, UTC, YYYY-MM-DD; offsets of time zones are those of this day where nothing nearer is known. */
  readonly day: string;
  /** When it shall be published, UTC, as whoever asked for the plan said; absent: unknown. */
  readonly publishAt?: string | undefined;
  /** Nothing makes a ring wait for another. */
  readonly order: "none";
  /** The files of a fleet have no maintenance windows. */
  readonly windows: "none";
}

/** When and over what a ring gets it. */
export interface PlanRollout {
  readonly ring: string;
  readonly sites: number;
  readonly timezones: readonly Share[];
  /** In the order of their names. */
  readonly regions: readonly {
    readonly name: string;
    readonly timezone: string;
    readonly sites: number;
    /** `UTC+08:00`; absent: the time zone is unknown. */
    readonly offset?: string;
    /** Local time of the region, when the first site looks and when the last one has; absent: nobody said when it is published. */
    readonly from?: string;
    readonly to?: string;
  }[];
  /** Sites that get it later, by their state: nobody knows when one is installed, let go or reached again. */
  readonly later: readonly Share[];
  /** By the class of the uplink; `unknown`: the files do not say it. */
  readonly links: readonly {
    readonly name: string;
    readonly sites: number;
    readonly bytes: number;
    readonly within: string;
  }[];
}

/** What is fetched because of the change. */
export interface PlanLoad {
  /** By the class of the uplink, those with the most bytes first; `unknown`: the files do not say it. */
  readonly links: readonly {
    readonly name: string;
    /** That fetch the new commit of their repository. */
    readonly sites: number;
    /** Of them those with a file that comes or changes. */
    readonly changed: number;
    /** Of files that come or change, before compression. */
    readonly bytes: number;
    /** If each fetches the commit whole: every different file once, before compression. */
    readonly atMost: number;
  }[];
  /** Repositories with a new commit. */
  readonly repositories: number;
  /** Of files that come or change, those of hubs, the centre and operators among them. */
  readonly bytes: number;
}

/** Something to fetch that no place of a zone had before; how large it is, only a registry knows. */
export interface PlanImage {
  readonly type: PulledType;
  readonly reference: string;
  /** Construct paths of zones, of hubs and of the centre, sorted. */
  readonly zones: readonly string[];
  /** Number of sites, hubs, pools of nodes that fetch it there. */
  readonly places: number;
}

export interface Plan {
  readonly schema: typeof planSchemaName;
  readonly fleet: string;
  /** Version of the tool. */
  readonly tool: string;
  readonly base: PlanVersion;
  readonly head: PlanVersion;
  /** `sha256:...` over what changes, and nothing else: equal steps have equal hashes. */
  readonly hash: string;
  readonly sites: Scope;
  readonly hubs: Scope;
  readonly centre: Scope;
  readonly regions: readonly Scope[];
  readonly rings: readonly Scope[];
  readonly profiles: readonly Scope[];
  /** Number of clusters that see each at its worst or below. */
  readonly effects: readonly {
    readonly effect: Effect;
    readonly disruption: Disruption;
    readonly constructs: number;
  }[];
  readonly files: number;
  readonly moves: readonly PlanMove[];
  readonly findings: readonly LocatedDiagnostic[];
  readonly privileges: readonly PrivilegeGrowth[];
  readonly exemptions: readonly ExemptionRow[];
  /** Of findings that were there when the rules came. */
  readonly baseline: readonly BaselineRow[];
  readonly fields: readonly FieldRow[];
  /** What goes from each repository, and what becomes of it at the clusters. */
  readonly removals: readonly (Removals & { readonly repository: string })[];
  readonly byHand: readonly ByHandItem[];
  readonly classes: readonly PlanClass[];
  readonly causes: readonly PlanCause[];
  /** What another version of the tool, or edited code, has a part in. */
  readonly upgrades: readonly {
    readonly what: string;
    readonly before: string;
    readonly after: string;
    readonly repositories: number;
  }[];
  /** Who has to agree; empty where nobody has to. */
  readonly approvals: readonly PlanApproval[];
  readonly timing: PlanTiming;
  readonly rollout: readonly PlanRollout[];
  readonly load: PlanLoad;
  readonly images: readonly PlanImage[];
  readonly clusters: readonly PlanUnitRow[];
}
