/** How much a test of faults tries: little in each `npm test`, much in `npm run faults`. */

import { appendFileSync } from "node:fs";

const isLong = process.env["FLOTILLA_FAULTS"] === "long";

/** A number of tries in the short form, and in `npm run faults`. */
export function tries(short: number, long: number): number {
  return isLong ? long : short;
}

/** A time limit in milliseconds: a day in the long form, which is ended by hand if at all. */
export const patience = { timeout: isLong ? 24 * 3600_000 : 60_000 };

/** Tells `npm run faults` a number that a test has found: `500 moments`, `0 missed of 320`. */
export function report(what: string, figure: string): void {
  const file = process.env["FLOTILLA_FAULTS_FIGURES"];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ what, figure })}\n`);
}
