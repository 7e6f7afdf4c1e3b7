import type { Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import type { KubeEdgeProvisioner } from "../../model/provisioner.ts";
import { edgeKubeEdge } from "../../profiles/edge-kubeedge/1.0.0.ts";
import { nodes, zone } from "./entries.ts";
import { evolution } from "./evolve.ts";
import { type FleetData, set } from "./fleet.ts";
import { withSites } from "./profiles.ts";

/** The shipped profile with another KubeEdge. */
function edgeKubeEdgeOf(version: string, kubeEdge: Partial<KubeEdgeProvisioner>): Profile<Site> {
  const provisioner = { ...(edgeKubeEdge.provisioner as KubeEdgeProvisioner), ...kubeEdge };
  return { ...edgeKubeEdge, version, provisioner };
}

const profiles = withSites(
  edgeKubeEdgeOf("1.1.0", { version: "v1.23.2", upgradesFrom: "v1.23.1" }),
  edgeKubeEdgeOf("1.2.0", { version: "v1.23.3", upgradesFrom: "v1.23.2" }),
);
const pin = (fleet: FleetData, site: string, version: string) =>
  set(fleet.site(site), { profile: `edge-kubeedge@${version}` });

/** Two zones of one site each, nodes of one hub. */
const from = ({ apps, zones }: FleetData) => {
  apps.splice(0);
  zones.push(
    zone("guangdong", "foshan", [nodes("fs-kiosk-01", "10.44.5")]),
    zone("guangdong", "zhuhai", [nodes("zh-kiosk-01", "10.44.7")]),
  );
};

evolution("A site that pins the next KubeEdge gets a job, its hub the newer CloudCore, and other sites nothing", {
  from,
  profiles,
  edit: (fleet) => pin(fleet, "fs-kiosk-01", "1.1.0"),
  plan: {
    "panji/guangdong/foshan": ["~ operator: keadm-batch/foshan.yaml"],
    "panji/guangdong/foshan/fs-kiosk-01": [
      "~ hosts: fs-kiosk-01-a/edgecore.yaml",
      "~ identity labels",
      "+ provisioning: NodeUpgradeJob/fs-kiosk-01-edgecore-v1-23-2",
    ],
    "panji/guangdong/hub": ["~ 70-kubeedge (spec.ref): GitRepository/flux-system/cloudcore"],
  },
});

evolution("A KubeEdge that leaves one out is refused, since nothing would take the servers there", {
  from,
  profiles,
  edit: (fleet) => pin(fleet, "fs-kiosk-01", "1.2.0"),
  plan: {
    "panji/guangdong/foshan": ["~ operator: keadm-batch/foshan.yaml"],
    "panji/guangdong/foshan/fs-kiosk-01": [
      "~ hosts: fs-kiosk-01-a/edgecore.yaml",
      "~ identity labels",
      "+ provisioning: NodeUpgradeJob/fs-kiosk-01-edgecore-v1-23-3",
    ],
    "panji/guangdong/hub": ["~ 70-kubeedge (spec.ref): GitRepository/flux-system/cloudcore"],
  },
  refusals: ["FLT-GUARD-032"],
  findings: ["engine/unsupported"],
});
