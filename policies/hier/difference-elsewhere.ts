/** A difference of an app for a place where the app has nothing. */

import type { App } from "../../constructs/app.ts";
import { renameKey } from "../../model/mend.ts";
import { sourceAt } from "../../model/source.ts";
import type { Violation } from "../rule.ts";

interface Elsewhere {
  readonly kind: "region" | "ring" | "zone";
  readonly name: string;
  /** The place is there, and the app selects nothing in it. */
  readonly exists: boolean;
  /** Of one that is not there: a name that may be meant, for the reader. */
  readonly close: string | undefined;
  /** The only one that can be meant, to be written in its place. */
  readonly meant: string | undefined;
}

export function differenceElsewhere(app: App, { kind, name, exists, close, meant }: Elsewhere): Violation {
  const at = sourceAt(app.source, `${kind}s`, name);
  return {
    message: `the app differs in ${kind} ${name}, ${exists ? "where it selects no site" : "which does not exist"}`,
    subject: app.path,
    at,
    mend: renameKey(at, meant),
    hint: close ? `did you mean ${close}?` : `select a site of the ${kind}, or remove the difference`,
  };
}
