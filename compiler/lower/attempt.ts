/** Runs one step of lowering; an engine or a layer that throws is reported with the construct, and the rest goes on. */
import type { Diagnostic } from "../../model/diagnostic.ts";
import { errorText } from "../../model/error-place.ts";

/** @returns the result as the only item of a list, which is empty when the step failed */
export type Attempt = <T>(construct: string, lower: () => T) => readonly T[];

export function attempt(errors: Diagnostic[]): Attempt {
  return (construct, lower) => {
    try {
      return [lower()];
    } catch (error) {
      errors.push({
        code: "lower/failed",
        severity: "error",
        message: `manifests could not be made: ${errorText(error)}`,
        subjects: [construct],
        hint: "this is a fault of a profile or an engine; report it together with the site's file",
      });
      return [];
    }
  };
}
