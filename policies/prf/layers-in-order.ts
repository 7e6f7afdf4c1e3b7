import { layerCategories } from "../../constructs/profile.ts";
import { duplicates } from "../duplicates.ts";
import type { FleetRule } from "../rule.ts";
import { usedProfiles } from "./used-profiles.ts";

export const layersInOrder: FleetRule = {
  id: "FLT-PRF-004",
  scope: "fleet",
  severity: "error",
  title: "Layers of a profile stand in the order of the stack, each name once",
  help: "Folders carry the number of their category and are reconciled from os, kubernetes, cni and csi to addon and app. A list in another order reads as if it were applied in that order, which it is not. Two layers of one name would share a folder and a reconciler; so would a layer of category app named apps-<tenant> and the apps of that tenant.",
  bad: `# profiles/edge-k3s/1.0.0.ts, its layers
profile: edge-k3s@1.0.0
layers: [{ name: local-path, category: csi }, { name: cilium, category: cni }]
`,
  good: `# profiles/edge-k3s/1.0.0.ts, its layers
profile: edge-k3s@1.0.0
layers: [{ name: cilium, category: cni }, { name: local-path, category: csi }]
`,
  check(fleet, context) {
    return usedProfiles(fleet, context).flatMap(({ reference, layers }) => {
      const misplaced = layers.flatMap((layer, index) => {
        const before = layers[index - 1];
        if (!before || rank(before) <= rank(layer)) return [];
        return [
          {
            message: `profile ${reference} has the ${layer.category} layer ${layer.name} after the ${before.category} layer ${before.name}`,
            hint: `keep the order ${layerCategories.join(", ")}`,
          },
        ];
      });
      const twice = duplicates(layers, ({ name }) => name).map(({ key }) => ({
        message: `profile ${reference} has two layers named ${key}`,
        hint: "name each layer after what it installs",
      }));
      const reserved = layers
        .filter(({ category, name }) => category === "app" && name.startsWith("apps-"))
        .map(({ name }) => ({
          message: `profile ${reference} has an app layer named ${name}, where the apps of a tenant lie`,
          hint: "name each layer after what it installs",
        }));
      return [...misplaced, ...twice, ...reserved];
    });
  },
};

function rank({ category }: { readonly category: (typeof layerCategories)[number] }): number {
  return layerCategories.indexOf(category);
}
