/** The profiles that a fleet really uses, each once. */

import { type LayerCategory, profileReference } from "../../constructs/profile.ts";
import type { Provisioner } from "../../model/provisioner.ts";
import { perEvaluation } from "../per-evaluation.ts";

/** What rules on the make-up of a profile look at. */
export interface UsedProfile {
  readonly reference: string;
  readonly siteKind: "cluster" | "nodes" | undefined;
  readonly provisioner: Provisioner;
  readonly layers: readonly { readonly name: string; readonly category: LayerCategory }[];
}

/** Every profile that the centre, a hub or a site pins and that exists, once. */
export const usedProfiles = perEvaluation((fleet): readonly UsedProfile[] => {
  const members = [
    fleet.centre,
    ...fleet.regions.flatMap((region) => region.hub ?? []),
    ...fleet.regions.flatMap((region) => region.sites),
  ];
  const used = new Map<string, UsedProfile>();
  for (const { reference, profile } of members) {
    if (!profile || used.has(reference)) continue;
    const { siteKind, provisioner, layers } = profile;
    used.set(reference, {
      reference: profileReference(profile),
      siteKind,
      provisioner,
      layers,
    });
  }
  return [...used.values()];
});
