/** Settings of a runtime that differ from those of the first site at one parent. */

import { within } from "../../model/source.ts";
import type { EngineSettings, RuntimeSite } from "../engine.ts";
import type { Unsupported } from "../unsupported.ts";

/**
 * One set of controllers serves all nodes of a parent; what differs would be dropped.
 *
 * @param requested says what differs
 * @param parent what the sites may move to another one of
 */
export function otherSettings<S extends EngineSettings>(
  sites: readonly RuntimeSite<S>[],
  requested: (own: RuntimeSite<S>, first: RuntimeSite<S>) => string,
  parent: "hub" | "parent" = "parent",
): readonly Unsupported[] {
  const [first] = sites;
  if (!first) return [];
  const wanted = JSON.stringify(first.settings);
  return sites
    .filter(({ settings }) => JSON.stringify(settings) !== wanted)
    .map((own) => ({
      requested: requested(own, first),
      alternative: `pin the same profile version at all sites of the ${parent}, or move the sites to another ${parent}`,
      at: own.site.source && within(own.site.source, "profile"),
      subject: own.site.path,
    }));
}
