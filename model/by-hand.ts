/** What people do by hand beside a change, since nothing that Flotilla drives does it. */

export const byHandTimes = ["before publishing", "after publishing"] as const;

export interface ByHandStep {
  readonly when: (typeof byHandTimes)[number];
  /** `cluster sz-nanshan-01`, `hub guangdong`, `server sz-nanshan-01-a`. */
  readonly at: string;
  /** A sentence without its full stop. */
  readonly what: string;
  /** Ready for a shell there; absent where there is no command for it. */
  readonly command?: string;
}
