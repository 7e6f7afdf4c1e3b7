/** A fault in the shape of a fleet's own code, found by Flotilla when that code gave something else than its contract says. */

import { errorPlace } from "./error-place.ts";

/** The message says whose it is, what was found and what was expected. */
export class OwnCodeError extends Error {
  override readonly name = "OwnCodeError";
}

/** Whether code of a fleet's own is at fault: it threw, or gave what it may not give. */
export function isOfOwnCode(error: unknown): boolean {
  return error instanceof OwnCodeError || errorPlace(error) !== undefined;
}

/** How it came to that; undefined for what is not the fleet's own to mend. */
export function ownStack(error: unknown): string | undefined {
  return error instanceof Error && isOfOwnCode(error) ? error.stack : undefined;
}

/** What to do about it. */
export const mendOwnCode = "this is code of the fleet's own: mend it there and run again";
