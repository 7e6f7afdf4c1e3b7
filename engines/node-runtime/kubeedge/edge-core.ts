/** The configuration file of EdgeCore on a host. */

import type { Host } from "../../../constructs/host.ts";
import type { Json } from "../../../model/json.ts";
import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import type { Artifact } from "../../artifact.ts";
import { CGROUP_DRIVER, edgeCoreSettings, edgeLabels, RUNTIME } from "./node-settings.ts";
import { PORTS, type Uplink } from "./uplink.ts";

/** Seconds between two signs of life; three missed ones make CloudCore call the node offline. */
const HEARTBEAT = 15;

type Tree = { [key: string]: Json | Tree };

/**
 * EdgeCore's configuration of a host, for nodes that join without keadm. It holds no token: EdgeCore
 * takes it from the file named in the first line, and asks for one only until it has a certificate.
 */
export function edgeCoreFile(host: Host, provisioner: KubeEdgeProvisioner, uplink: Uplink): Artifact {
  const { host: hub } = uplink;
  const config: Tree = {
    apiVersion: "edgecore.config.kubeedge.io/v1alpha2",
    kind: "EdgeCore",
    // Without it EdgeCore writes this file anew at its first start, with the token in it (edgecore/app/server.go).
    edgecoreVersion: provisioner.version,
    modules: {
      edged: {
        enable: true,
        hostnameOverride: host.name,
        nodeLabels: edgeLabels(host),
        tailoredKubeletConfig: {
          cgroupDriver: CGROUP_DRIVER,
          containerRuntimeEndpoint: RUNTIME,
          imageServiceEndpoint: RUNTIME,
        },
      },
      edgeHub: {
        enable: true,
        heartbeat: HEARTBEAT,
        httpServer: `https://${hub}:${PORTS.https}`,
        websocket: { enable: true, server: `${hub}:${PORTS.websocket}` },
        rotateCertificates: true,
      },
    },
  };
  for (const { path, value } of edgeCoreSettings(host, provisioner, uplink)) set(config, path.split("."), value);
  return {
    kind: "host-file",
    audience: host,
    owner: host.path,
    name: "edgecore.yaml",
    text: `# The join token is read from /etc/kubeedge/bootstrap-edgecore.conf, which registration writes.\n${yamlText(config)}`,
  };
}

function set(tree: Tree, [step = "", ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    tree[step] = value;
    return;
  }
  const child = (tree[step] ?? {}) as Tree;
  tree[step] = child;
  set(child, rest, value);
}
