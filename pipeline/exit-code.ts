/** The exit codes: six of Pulumi's and three of our own. */

/** Pulumi's exit codes (pulumi >= 3.226), so that scripts around both need one table, and three of our own. */
export const exitCode = {
  ok: 0,
  unexpected: 1,
  invalid: 2,
  policy: 5,
  changes: 7,
  cancelled: 8,
  deleteBudget: 10,
  ownership: 11,
  raceLost: 12,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
