import { yamlBlock, yamlText } from "../../../model/yaml-text.ts";
import type { HostTemplateKey, HostVariables } from "./host-facts.ts";
import { k3sConfig } from "./k3s-config.ts";
import { networkFiles } from "./network-files.ts";
import { registriesConfig } from "./registries.ts";
import { fileEntry } from "./stage-file.ts";

/**
 * The cloud-config that a server fetches by its machine id and installs itself with
 * (kairos.io/docs/reference/configuration). Strict: a fault stops the installation instead of leaving
 * half a server. It holds no secret; k3s-config.ts says where the token comes from.
 *
 * It ends in the list of files of the boot stage, to which a control plane's manifests are added.
 */
export function cloudConfig(key: HostTemplateKey, values: HostVariables): string {
  const head = yamlText({
    strict: true,
    hostname: values.name,
    users: [user(key)],
    install: {
      auto: true,
      device: values.disk,
      reboot: true,
      source: `oci:${key.image}`,
      bind_mounts: key.persistent,
    },
    [key.isServer ? "k3s" : "k3s-agent"]: { enabled: true },
  });
  const network = networkFiles(key, values).map(fileEntry).join("");
  const clock = key.hasClock ? yamlBlock({ timesyncd: { NTP: values.ntp } }, 4) : "";
  const k3s = [
    { path: "/etc/rancher/k3s/config.yaml", content: yamlText(k3sConfig(key, values)), isPrivate: true as const },
    { path: "/etc/rancher/k3s/registries.yaml", content: yamlText(registriesConfig(key.registries)) },
  ];
  return `#cloud-config
${head}stages:
  initramfs:
  - name: Network
    files:
${network}${clock}  boot:
  - name: K3s
    files:
${k3s.map(fileEntry).join("")}`;
}

/** The account of the image itself; nobody gets in by password, and by key who the parameter sshKeys names. */
function user({ sshKeys }: HostTemplateKey) {
  return {
    name: "kairos",
    groups: ["admin"],
    lock_passwd: true,
    ssh_authorized_keys: sshKeys.length > 0 ? sshKeys : undefined,
  };
}
