/** Facts of KubeEdge's kinds (apps.kubeedge.io, operations.kubeedge.io, devices.kubeedge.io at v1.23). */
import type { KindTable } from "../../../model/kinds/facts.ts";

export const kubeEdgeKinds: KindTable = {
  // The group only names nodes; EdgeApplications that target it lose their pods there.
  "NodeGroup.apps.kubeedge.io": { onChange: "no restart", onRemoval: "stops pods" },
};
