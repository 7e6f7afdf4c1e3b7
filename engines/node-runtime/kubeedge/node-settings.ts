import type { Host } from "../../../constructs/host.ts";
import type { Json } from "../../../model/json.ts";
import { type KubeEdgeProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import { EDGE_TAINT, type Taint, taintEntry } from "../../edge-taint.ts";
import { nodeLabels } from "../../node-labels.ts";
import { PORTS, type Uplink } from "./uplink.ts";

/** The runtime of the edge nodes and how it groups processes. */
export const RUNTIME = "unix:///run/containerd/containerd.sock";
export const CGROUP_DRIVER = "systemd";

/**
 * Those of the fleet. The role `node-role.kubernetes.io/edge` is not among them: EdgeCore gives it by itself, and does not start
 * when it is asked to, since a kubelet may give itself no role (kubelet_node_status.go of KubeEdge's Kubernetes 1.32.10). All
 * of them count at registration only.
 */
export function edgeLabels(host: Host): Readonly<Record<string, string>> {
  return { ...host.labels, ...nodeLabels(host.site) };
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
    taintsSetting([EDGE_TAINT, ...host.taints]),
    setting("modules.edgeStream.enable", true, "Modules.EdgeStream.Enable"),
    setting("modules.edgeStream.server", `${hub}:${PORTS.tunnel}`, "Modules.EdgeStream.TunnelServer"),
    // No broker runs at the sites, and without one the bus only fills the log.
    setting("modules.eventBus.enable", false, "Modules.EventBus.Enable"),
    setting("modules.metaManager.metaServer.enable", true, "Modules.MetaManager.MetaServer.Enable"),
    setting("modules.taskManager.enable", true, "Modules.TaskManager.Enable"),
  ];
}

/** A value is quoted, since keadm takes `1` for a number and `true` for a boolean, and then refuses to set a text to it. */
function taintsSetting(taints: readonly Taint[]): EdgeCoreSetting {
  const fields = taints.flatMap(({ key, value, effect }, index) => {
    const of = (field: string, text: string) =>
      `Modules.Edged.TailoredKubeletConfig.RegisterWithTaints[${index}].${field}=${text}`;
    return [of("Key", key), ...(value === undefined ? [] : [of("Value", `"${value}"`)]), of("Effect", effect)];
  });
  return {
    path: "modules.edged.tailoredKubeletConfig.registerWithTaints",
    value: taints.map(taintEntry),
    argument: fields.join(","),
  };
}

function setting(path: string, value: string | boolean, field: string): EdgeCoreSetting {
  return { path, value, argument: `${field}=${value}` };
}
