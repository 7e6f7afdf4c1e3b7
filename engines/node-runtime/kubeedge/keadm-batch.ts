import type { Host } from "../../../constructs/host.ts";
import type { Site } from "../../../constructs/site.ts";
import type { Zone } from "../../../constructs/zone.ts";
import { operatorPath } from "../../../model/layout.ts";
import type { TextFile } from "../../../model/manifest.ts";
import type { KubeEdgeProvisioner } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { CGROUP_DRIVER, edgeCoreSettings, edgeLabels, RUNTIME } from "./node-settings.ts";
import { PORTS, uplinkOf } from "./uplink.ts";

/** What the machine that runs keadm must hold: keadm's packages, and the key that opens the servers. */
const PACKAGES = "/var/lib/flotilla/kubeedge";
const SSH_KEY = "/etc/flotilla/ssh/id_ed25519";

/**
 * `keadm batch` for all servers of a zone (keadm/cmd/keadm/app/cmd/common/types.go at v1.23.1). The
 * token is valid for a day, so the file only says where it goes.
 */
export function batchFile(zone: Zone, sites: readonly Site[], provisioner: KubeEdgeProvisioner): TextFile {
  const hosts = sites.flatMap((site) => site.hosts);
  const path = operatorPath("keadm-batch", `${zone.name}.yaml`);
  const text = yamlText({
    keadm: {
      download: { enable: false },
      keadmVersion: provisioner.version,
      archGroup: [...new Set(hosts.map((host) => host.spec.arch))].sort(),
      offlinePackageDir: PACKAGES,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder for envsubst
      cmdTplArgs: { join: joinCommand(zone, provisioner), token: "${KUBEEDGE_TOKEN}" },
    },
    nodes: hosts.map((host) => node(host, provisioner)),
    maxRunNum: 5,
  });
  return {
    path,
    text: `# export KUBEEDGE_TOKEN="$(keadm gettoken)"
# envsubst '$KUBEEDGE_TOKEN' < ${zone.name}.yaml > /run/keadm-batch.yaml && keadm batch -c /run/keadm-batch.yaml
${text}`,
    construct: zone.path,
  };
}

/** What all nodes of the zone have in common. */
function joinCommand(zone: Zone, { version, images }: KubeEdgeProvisioner): string {
  const { host } = uplinkOf(zone.region);
  const folder = images.cloudcore.name.split("/").slice(0, -1);
  return [
    "join",
    `--kubeedge-version=${version}`,
    `--cloudcore-ipport=${host}:${PORTS.websocket}`,
    `--certport=${PORTS.https}`,
    `--image-repository=${[zone.region.hub.registry, ...folder].join("/")}`,
    `--remote-runtime-endpoint=${RUNTIME}`,
    `--cgroupdriver=${CGROUP_DRIVER}`,
  ].join(" ");
}

function node(host: Host, provisioner: KubeEdgeProvisioner) {
  const labels = Object.entries(edgeLabels(host)).map(([key, value]) => `${key}=${value}`);
  const settings = edgeCoreSettings(host, provisioner).map(({ argument }) => argument);
  return {
    nodeName: host.name,
    keadmCmd: `{{.join}} --token={{.token}} --edgenode-name=${host.name} --labels=${labels.join(",")} --set=${settings.join(",")}`,
    ssh: {
      ip: host.spec.address,
      username: "root",
      port: 22,
      auth: { type: "privateKey", privateKeyAuth: { privateKeyPath: SSH_KEY } },
    },
  };
}
