/** The file with which `keadm batch` joins all servers of a zone. */

import type { Host } from "../../../constructs/host.ts";
import type { Zone } from "../../../constructs/zone.ts";
import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import type { Artifact } from "../../artifact.ts";
import type { ParentCluster, RuntimeSite } from "../../engine.ts";
import { labelArguments } from "../../node-labels.ts";
import { SSH_KEY } from "../../ssh-key.ts";
import { CGROUP_DRIVER, edgeCoreSettings, edgeLabels, RUNTIME } from "./node-settings.ts";
import { PORTS, type Uplink, uplinkOf } from "./uplink.ts";

/** What the machine that runs keadm must hold beside the key that opens the servers: keadm's packages. */
const PACKAGES = "/var/lib/flotilla/kubeedge";

/**
 * `keadm batch` for all servers of a zone (keadm/cmd/keadm/app/cmd/common/types.go at v1.23.1). The
 * token is valid for a day, so the file only says where it goes.
 */
export function batchFile(
  zone: Zone,
  sites: readonly RuntimeSite<KubeEdgeProvisioner>[],
  parent: ParentCluster,
): Artifact {
  const hosts = sites.flatMap(({ site, settings }) => site.hosts.map((host) => ({ host, settings })));
  const provisioner = (sites[0] as RuntimeSite<KubeEdgeProvisioner>).settings;
  const uplink = uplinkOf(parent);
  const name = `${zone.name}.yaml`;
  const text = yamlText({
    keadm: {
      download: { enable: false },
      keadmVersion: provisioner.version,
      archGroup: [...new Set(hosts.map(({ host }) => host.spec.arch))].sort(),
      offlinePackageDir: PACKAGES,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder for envsubst
      cmdTplArgs: { join: joinCommand(parent, provisioner), token: "${KUBEEDGE_TOKEN}" },
    },
    nodes: hosts.map(({ host, settings }) => node(host, settings, uplink)),
    maxRunNum: 5,
  });
  return {
    kind: "operator-file",
    audience: BATCH_TASK,
    owner: zone.path,
    name,
    text: `${instructions(
      name,
      hosts.map(({ host }) => host.address),
      provisioner,
    )}\n${text}`,
  };
}

/** Folder of its files below operator/. */
export const BATCH_TASK = "keadm-batch";

/** The token goes into the file that keadm reads alone. */
export const TOKEN_COMMAND = 'export KUBEEDGE_TOKEN="$(keadm gettoken)"';

/** @param file of the zone; keadm joins all servers in it, those that have joined already too */
export function batchCommand(file: string): string {
  return `envsubst '$KUBEEDGE_TOKEN' < ${file} > /run/keadm-batch.yaml && keadm batch -c /run/keadm-batch.yaml`;
}

/**
 * The commands, in their order. keadm takes any host key and ends with 0 when a server is down or its command failed;
 * what became of each stands in its log alone (keadm/app/cmd/edge/batch.go).
 */
function instructions(name: string, addresses: readonly string[], { version }: KubeEdgeProvisioner): string {
  const done = "^Successfully processed node ";
  return [
    `# keadm's packages: ${PACKAGES}/<amd64 or arm64>/keadm-${version}-linux-<the same>.tar.gz`,
    "# 1. The servers are who they say they are: keadm itself asks nobody.",
    `# for host in ${addresses.join(" ")}; do ssh -n -i ${SSH_KEY} -o BatchMode=yes -o StrictHostKeyChecking=yes root@$host true || exit 1; done`,
    "# 2. They join.",
    `# ${TOKEN_COMMAND}`,
    `# ${batchCommand(name)}`,
    "# 3. All of them have joined: keadm ends with 0 also when none has. Those that have not are printed.",
    `# ! grep -v '${done}' batch_process_log.txt && test "$(grep -c '${done}' batch_process_log.txt)" -eq ${addresses.length}`,
  ].join("\n");
}

/** What all nodes of the zone have in common. */
function joinCommand(parent: ParentCluster, { version, images }: KubeEdgeProvisioner): string {
  const { host } = uplinkOf(parent);
  const folder = images.cloudcore.name.split("/").slice(0, -1);
  return [
    "join",
    `--kubeedge-version=${version}`,
    `--cloudcore-ipport=${host}:${PORTS.websocket}`,
    `--certport=${PORTS.https}`,
    `--image-repository=${[parent.registry, ...folder].join("/")}`,
    `--remote-runtime-endpoint=${RUNTIME}`,
    `--cgroupdriver=${CGROUP_DRIVER}`,
  ].join(" ");
}

function node(host: Host, provisioner: KubeEdgeProvisioner, uplink: Uplink) {
  const labels = labelArguments(edgeLabels(host));
  const settings = edgeCoreSettings(host, provisioner, uplink).map(({ argument }) => argument);
  return {
    nodeName: host.name,
    keadmCmd: `{{.join}} --token={{.token}} --edgenode-name=${host.name} --labels=${labels.join(",")} --set='${settings.join(",")}'`,
    ssh: {
      ip: host.address,
      username: "root",
      port: 22,
      auth: { type: "privateKey", privateKeyAuth: { privateKeyPath: SSH_KEY } },
    },
  };
}
