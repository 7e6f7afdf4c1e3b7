/** Runs one step of a compilation; an engine or a layer that throws is reported with the construct, and the rest goes on. */
import type { Diagnostic } from "../../model/diagnostic.ts";
import { errorText } from "../../model/error-place.ts";
import { isOfOwnCode, mendOwnCode, ownStack } from "../../model/own-code-error.ts";

/** @returns the result as the only item of a list, which is empty when the step failed */
export type Attempt = <T>(construct: string, lower: () => T) => readonly T[];

export function attempt(errors: Diagnostic[], what = "manifests could not be made"): Attempt {
  return (construct, lower) => {
    try {
      return [lower()];
    } catch (error) {
      const stack = ownStack(error);
      errors.push({
        code: "lower/failed",
        severity: "error",
        message: `${what}: ${errorText(error)}`,
        subjects: [construct],
        ...(stack !== undefined && { stack }),
        hint: isOfOwnCode(error)
          ? mendOwnCode
          : "this is a fault of a profile or an engine; report it together with the site's file",
      });
      return [];
    }
  };
}
