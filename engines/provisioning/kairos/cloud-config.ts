import type { Host } from "../../../constructs/host.ts";
import { type KairosProvisioner, mirroredImage } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { listParameter } from "../host-parameters.ts";
import { nodeNetwork } from "../node-network.ts";
import { k3sConfig } from "./k3s-config.ts";
import { networkFiles } from "./network-files.ts";
import { registriesConfig } from "./registries.ts";
import { fileEntry } from "./stage-file.ts";

/**
 * The cloud-config that a server fetches by its machine id and installs itself with
 * (kairos.io/docs/reference/configuration). Strict: a fault stops the installation instead of leaving
 * half a server. It holds no secret; see TOKEN_FILE.
 *
 * @param clusterFiles entries of further files of the boot stage
 */
export function cloudConfig(host: Host, provisioner: KairosProvisioner, clusterFiles: string): string {
  const head = yamlText({
    strict: true,
    hostname: host.name,
    users: [user(host)],
    install: {
      auto: true,
      device: host.spec.disk,
      reboot: true,
      source: `oci:${mirroredImage(host.site.registry, provisioner.os)}`,
      ...(provisioner.persistent && { bind_mounts: provisioner.persistent }),
    },
    [host.spec.role === "control-plane" ? "k3s" : "k3s-agent"]: { enabled: true },
  });
  const { ntp } = nodeNetwork(host.site);
  const clock = ntp.length > 0 ? `    timesyncd:\n      NTP: ${ntp.join(" ")}\n` : "";
  const boot = [
    fileEntry({
      path: "/etc/rancher/k3s/config.yaml",
      content: yamlText(k3sConfig(host, provisioner)),
      isPrivate: true,
    }),
    registriesEntry(host.site.facts.registries),
  ];
  return `#cloud-config
${head}stages:
  initramfs:
  - name: Network
    files:
${networkFiles(host).map(fileEntry).join("")}${clock}  boot:
  - name: K3s
    files:
${boot.join("")}${clusterFiles}`;
}

/** The account of the image itself; nobody gets in by password, and by key who the parameter sshKeys names. */
function user(host: Host) {
  const keys = listParameter(host.site, "sshKeys");
  return {
    name: "kairos",
    groups: ["admin"],
    lock_passwd: true,
    ...(keys.length > 0 && { ssh_authorized_keys: keys }),
  };
}

function registriesEntry(registries: readonly string[]): string {
  return fileEntry({ path: "/etc/rancher/k3s/registries.yaml", content: yamlText(registriesConfig(registries)) });
}
