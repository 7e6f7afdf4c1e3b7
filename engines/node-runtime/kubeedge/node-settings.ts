import type { Host } from "../../../constructs/host.ts";
import type { Json } from "../../../model/json.ts";
import { type KubeEdgeProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import { nodeLabels } from "../../node-labels.ts";
import { PORTS, type Uplink } from "./uplink.ts";

/** The runtime of the edge nodes and how it groups processes. */
export const RUNTIME = "unix:///run/containerd/containerd.sock";
export const CGROUP_DRIVER = "systemd";

/** Keeps off what is not meant for a site: edge nodes are empty and would draw the hub's own pods. Counts at registration. */
const EDGE_TAINT = { key: "node-role.kubernetes.io/edge", effect: "NoSchedule" } as const;

/** This label makes a node an edge node; it counts at registration only. */
export function edgeLabels(host: Host): Readonly<Record<string, string>> {
  return { ...nodeLabels(host.site), [EDGE_TAINT.key]: "" };
}

/** A setting of EdgeCore that differs from its own default. */
export interface EdgeCoreSetting {
  /** Where it stands in the configuration (edgecore.config.kubeedge.io/v1alpha2). */
  readonly path: string;
  readonly value: Json;
  /** The same for `keadm join --set`, which finds embedded fields by their names in Go alone (util/set.go). */
  readonly argument: string;
}

export function edgeCoreSettings(
  host: Host,
  provisioner: KubeEdgeProvisioner,
  uplink: Uplink,
): readonly EdgeCoreSetting[] {
  const { host: hub } = uplink;
  const pause = mirroredImage(host.site.registry, provisioner.images.pause);
  return [
    {
      path: "featureGates.requireAuthorization",
      value: true,
      argument: "FeatureGates={requireAuthorization:true}",
    },
    setting("modules.edged.nodeIP", host.address, "Modules.Edged.NodeIP"),
    setting("modules.edged.podSandboxImage", pause, "Modules.Edged.PodSandboxImage"),
    {
      path: "modules.edged.tailoredKubeletConfig.registerWithTaints",
      value: [EDGE_TAINT],
      argument: Object.entries({ Key: EDGE_TAINT.key, Effect: EDGE_TAINT.effect })
        .map(([field, value]) => `Modules.Edged.TailoredKubeletConfig.RegisterWithTaints[0].${field}=${value}`)
        .join(","),
    },
    setting("modules.edgeStream.enable", true, "Modules.EdgeStream.Enable"),
    setting("modules.edgeStream.server", `${hub}:${PORTS.tunnel}`, "Modules.EdgeStream.TunnelServer"),
    // No broker runs at the sites, and without one the bus only fills the log.
    setting("modules.eventBus.enable", false, "Modules.EventBus.Enable"),
    setting("modules.metaManager.metaServer.enable", true, "Modules.MetaManager.MetaServer.Enable"),
    setting("modules.taskManager.enable", true, "Modules.TaskManager.Enable"),
  ];
}

function setting(path: string, value: string | boolean, field: string): EdgeCoreSetting {
  return { path, value, argument: `${field}=${value}` };
}
