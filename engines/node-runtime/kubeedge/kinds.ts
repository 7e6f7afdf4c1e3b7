/** Facts of KubeEdge's kinds (apps.kubeedge.io, operations.kubeedge.io, devices.kubeedge.io at v1.23). */
import type { KindTable } from "../../../model/kinds/facts.ts";
import { prePullJobPulls, upgradeJobPulls } from "./pulls.ts";

export const kubeEdgeKinds: KindTable = {
  // The group only names nodes; EdgeApplications that target it lose their pods there.
  "NodeGroup.apps.kubeedge.io": { onChange: "no restart", onRemoval: "stops pods" },
  // A job runs once: what changes in it later is not looked at. EdgeCore starts anew, and its kubelet makes a container anew in
  // which one of another version finds something different.
  "NodeUpgradeJob.operations.kubeedge.io": {
    onChange: "no restart",
    onCreation: "restarts pods",
    onRemoval: "removes",
    pulls: upgradeJobPulls,
  },
  "ImagePrePullJob.operations.kubeedge.io": {
    onChange: "no restart",
    onRemoval: "removes",
    pulls: prePullJobPulls,
  },
};
