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

/** The code that needs a person most comes first. */
const bySeverity: readonly ExitCode[] = [
  exitCode.deleteBudget,
  exitCode.policy,
  exitCode.invalid,
  exitCode.ownership,
  exitCode.raceLost,
  exitCode.unexpected,
  exitCode.cancelled,
  exitCode.changes,
];

/** Of several outcomes the one that a script has to see. */
export function mostSevere(codes: readonly ExitCode[]): ExitCode {
  return bySeverity.find((code) => codes.includes(code)) ?? exitCode.ok;
}
