/** Facts of the Kairos operator's kinds (operator.kairos.io/v1alpha1): each object is an order that is carried out once. */
import type { KindTable } from "../../../model/kinds/facts.ts";
import { nodeOpUpgradePulls } from "./pulls.ts";

export const kairosKinds: KindTable = {
  // The servers reboot into the other image; another spec is another object, by its name.
  "NodeOpUpgrade.operator.kairos.io": {
    onChange: "reboots",
    onCreation: "reboots",
    onRemoval: "removes",
    pulls: nodeOpUpgradePulls,
  },
};
