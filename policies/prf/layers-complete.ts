import type { LayerCategory } from "../../constructs/profile.ts";
import type { FleetRule } from "../rule.ts";
import { usedProfiles } from "./used-profiles.ts";

const needed: readonly LayerCategory[] = ["cni", "csi"];

export const layersComplete: FleetRule = {
  id: "FLT-PRF-003",
  scope: "fleet",
  severity: "error",
  title: "A profile of a cluster brings network and storage",
  help: "A cluster without a cni layer never has a node that is ready, and one without a csi layer never binds a volume. Both show only when the site is installed. Clusters that somebody else made (provisioner `existing`) may bring them along.",
  bad: `# profiles/edge-k3s/1.0.0.ts, its layers
profile: edge-k3s@1.0.0
layers: [{ name: cilium, category: cni }]
`,
  good: `# profiles/edge-k3s/1.0.0.ts, its layers
profile: edge-k3s@1.0.0
layers: [{ name: cilium, category: cni }, { name: local-path, category: csi }]
`,
  check(fleet, context) {
    return usedProfiles(fleet, context)
      .filter(({ siteKind, provisioner }) => siteKind === "cluster" && context.engines.makesClusters(provisioner))
      .flatMap(({ reference, layers }) =>
        needed
          .filter((category) => !layers.some((layer) => layer.category === category))
          .map((category) => ({
            message: `profile ${reference} has no ${category} layer`,
            hint: `add a layer of category ${category} in a new version of the profile`,
          })),
      );
  },
};
