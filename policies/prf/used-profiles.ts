import { type LayerCategory, profileReference } from "../../constructs/profile.ts";
import type { ProvisionerName } from "../../model/provisioner.ts";
import { perEvaluation } from "../per-evaluation.ts";

/** What rules on the make-up of a profile look at. */
export interface UsedProfile {
  readonly reference: string;
  readonly siteKind: "cluster" | "nodes" | undefined;
  readonly provisioner: ProvisionerName;
  /** Version of the node runtime, where the provisioner brings one. */
  readonly runtime: string | undefined;
  readonly layers: readonly { readonly name: string; readonly category: LayerCategory }[];
}

/** Every profile that the centre, a hub or a site pins and that exists, once. */
export const usedProfiles = perEvaluation((fleet): readonly UsedProfile[] => {
  const members = [
    fleet.centre,
    ...fleet.regions.map((region) => region.hub),
    ...fleet.regions.flatMap((region) => region.sites),
  ];
  const used = new Map<string, UsedProfile>();
  for (const { reference, profile } of members) {
    if (!profile || used.has(reference)) continue;
    const { siteKind, provisioner, layers } = profile;
    const runtime = provisioner.engine === "kubeedge" ? provisioner.version : undefined;
    used.set(reference, {
      reference: profileReference(profile),
      siteKind,
      provisioner: provisioner.engine,
      runtime,
      layers,
    });
  }
  return [...used.values()];
});
