/** Facts of engines that rules ask for: how servers get a new version, and which versions are known to be unsafe. */

/** How the servers of a site get a new version. */
export type NodeUpgrade =
  | {
      readonly by: "replacement";
      /** Servers more than there are that a rollout takes by the profile's own wish. */
      readonly surge: number;
      /** The same for the control planes of this site, whatever the profile says. */
      readonly controlPlaneSurge: number;
    }
  /** Where they stand; 0: all at once. */
  | { readonly by: "reboot"; readonly atOnce: number };

/** How servers that have joined get another version of their runtime; a runtime without it says nothing of that. */
export interface RuntimeUpgrade {
  /** The one version that they may run before, `1.23.0`; undefined: they are left as they are. */
  readonly from: string | undefined;
}

/** A version in which holes of those before it are fixed. */
export interface FixedVersion {
  readonly name: string;
  /** `1.23.1` */
  readonly version: string;
  /** Which holes. */
  readonly why: string;
}
