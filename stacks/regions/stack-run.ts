/** What became of one stack in a run over many. */

import { type ExitCode, mostSevere } from "../../pipeline/exit-code.ts";

/** Units of the repository, by what happens to them: sites, and the hub or the centre. */
export interface UnitCounts {
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  readonly unchanged: number;
}

export interface StackRun {
  /** Name of the region, or `centre`. */
  readonly stack: string;
  readonly units: UnitCounts;
  readonly seconds: number;
  /** `skipped` was not begun, since another failed or the run was cancelled. */
  readonly outcome: "changed" | "unchanged" | "failed" | "cancelled" | "skipped";
  readonly code: ExitCode;
  /** Why it failed, as Pulumi told it. */
  readonly reasons: readonly string[];
}

export const noUnits: UnitCounts = { added: 0, changed: 0, deleted: 0, unchanged: 0 };

export function exitCodeOfRuns(runs: readonly StackRun[]): ExitCode {
  return mostSevere(runs.map(({ code }) => code));
}
