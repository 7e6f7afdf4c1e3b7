/** Facts of Karmada's kinds (policy.karmada.io/v1alpha1, cluster.karmada.io/v1alpha1 at v1.16). */

import { fieldAt, type KindTable, type RemovalEffect } from "../../../model/kinds/facts.ts";
import { overridePulls } from "./pulls.ts";

/** Members that a PropagationPolicy sends its object to. */
function placed(policy: unknown): readonly string[] {
  const names = (key: string) => {
    const found = fieldAt(policy, "spec", "placement", "clusterAffinity", key);
    return Array.isArray(found) ? found.filter((each) => typeof each === "string") : [];
  };
  const excluded = names("exclude");
  return names("clusterNames").filter((each) => !excluded.includes(each));
}

/** Without its policy an object that is placed is taken from its members, and first loses its overrides there. */
const ofPlacement = (policy: unknown): RemovalEffect => (placed(policy).length > 0 ? "deletes" : "removes");

export const karmadaKinds: KindTable = {
  "PropagationPolicy.policy.karmada.io": {
    onChange: "no restart",
    onRemoval: ofPlacement,
    retirement:
      "set state: retired for the app, or for the region or the zone that it leaves, under regions or zones of its file",
    fixed: [
      {
        path: "spec.placement.clusterAffinity",
        allows: (before, after) => {
          const affinity = (clusterAffinity: unknown) => ({ spec: { placement: { clusterAffinity } } });
          const listed = fieldAt(after, "clusterNames");
          const kept = Array.isArray(listed) ? listed : [];
          return placed(affinity(before)).every((each) => kept.includes(each));
        },
        remedy:
          "keep the place selected, set state: retired for its region or zone in the app's file, publish, and take it out with a later change",
        source: "the object would lose its overrides before it goes: karmada-io/karmada#3873",
      },
    ],
  },
  // What a difference is of is on the object itself: its pods are replaced when it is about them.
  "OverridePolicy.policy.karmada.io": { onChange: "restarts pods", onRemoval: "removes", pulls: overridePulls },
  // With it goes all that it was handed out.
  "Cluster.cluster.karmada.io": {
    onChange: "no restart",
    onRemoval: "deletes",
    retirement: "set state: retired for hub.federation of the region",
  },
};
