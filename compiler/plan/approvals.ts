/** What an agreement to a change is, and for which reasons one is needed. */

/** The order in which they are told. */
export const approvalReasons = [
  "deletion",
  "replacement",
  "frozen ring",
  "privilege",
  "exemption",
  "baseline",
  "share",
  "owners",
] as const;
export type ApprovalReason = (typeof approvalReasons)[number];

/** One agreement that is needed: of any one person of the owners. */
export interface PlanApproval {
  readonly reason: ApprovalReason;
  /** `7 of 7 sites change, more than 10 %`. */
  readonly what: string;
  /** What they own: a construct path, or a profile; absent where nobody is named. */
  readonly area?: string | undefined;
  /** Groups, `organisation/team`, and users of the forge, sorted; empty: sites/OWNERS.yaml names nobody for it. */
  readonly owners: readonly string[];
  /** Number of sites among `members`. */
  readonly sites: number;
  /** Construct paths that it is about, sorted. */
  readonly members: readonly string[];
}
