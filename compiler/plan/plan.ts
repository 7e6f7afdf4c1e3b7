/** What a change of the fleet does: the one document from which every face of the review is written. */

import type { Disruption } from "../../model/kinds/disruption.ts";
import type { Effect } from "../../model/kinds/facts.ts";
import type { Removals } from "../emit/removals.ts";
import type { LocatedDiagnostic } from "../load/locate.ts";
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

/** When and over what a ring gets it. */
export interface PlanRollout {
  readonly ring: string;
  readonly sites: number;
  readonly timezones: readonly Share[];
  /** By the class of the uplink. */
  readonly links: readonly {
    readonly name: string;
    readonly sites: number;
    readonly bytes: number;
    readonly within: string;
  }[];
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
  readonly rollout: readonly PlanRollout[];
  readonly clusters: readonly PlanUnitRow[];
}
