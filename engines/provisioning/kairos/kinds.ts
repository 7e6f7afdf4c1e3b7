/** Facts of the Kairos operator's kinds (operator.kairos.io/v1alpha1): each object is an order that is carried out once. */
import { fieldAt, type KindTable } from "../../../model/kinds/facts.ts";
import { nodeOpPulls } from "./pulls.ts";
import { isUpgrade } from "./upgrade.ts";

export const kairosKinds: KindTable = {
  // Other content is another object, by its name; one that was carried out is not carried out again.
  "NodeOp.operator.kairos.io": {
    onChange: "no restart",
    onCreation: (after) => (isUpgrade(String(fieldAt(after, "metadata", "name"))) ? "reboots" : "no restart"),
    onRemoval: "removes",
    pulls: nodeOpPulls,
  },
};
