/** What no placement can carry that makes the pods of several zones out of one template. */

import type { App } from "../../constructs/app.ts";
import { within } from "../../model/source.ts";
import type { Unsupported } from "../unsupported.ts";

/**
 * Variables that say where a pod runs, and who its peers are, have another value in every zone.
 *
 * @param where the pods are made, as users say it: `pools of nodes`
 */
export function unsupportedByTemplates({ spec, source }: App, where: string): readonly Unsupported[] {
  return (["topology", "peers"] as const)
    .filter((field) => spec[field])
    .map((field) => ({
      requested: `${field} of an app in ${where}: the pods of several zones have one template, and the values differ by zone`,
      alternative: `leave ${field} out, or use placement: native, which makes a Deployment a zone`,
      at: source && within(source, field),
    }));
}
