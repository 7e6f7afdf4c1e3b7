import type { Site } from "../../../constructs/site.ts";
import { within } from "../../../model/source.ts";
import type { Gap } from "../../engine.ts";

/** What a site asks for that nodes of a hub cannot be. */
export function kubeEdgeGaps(site: Site): readonly Gap[] {
  if (site.spec.network.vip === undefined) return [];
  return [
    {
      asked: "a virtual address at a site without an API server of its own; it is not used",
      alternative: "leave network.vip out",
      at: site.source && within(site.source, "network", "vip"),
      severity: "warning",
    },
  ];
}
