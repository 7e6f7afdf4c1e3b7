import { yamlText } from "../../../model/yaml-text.ts";
import { proxyEnvironment } from "../../cluster-proxy.ts";
import { ACCOUNT } from "./accounts.ts";
import { dataDiskFiles, enabledUnits } from "./data-disks.ts";
import type { HostTemplateKey, HostVariables } from "./host-facts.ts";
import { registriesCommands, registriesFile, systemFiles } from "./host-settings.ts";
import { k3sConfig } from "./k3s-config.ts";
import { networkFiles } from "./network-files.ts";
import { TOKEN_FOLDER } from "./registration.ts";
import { RESTART_TIMER, restartFiles } from "./restart-timer.ts";
import { firstSettingsStep } from "./revocable.ts";
import { filesStep } from "./stage-file.ts";

/**
 * The cloud-config that a server fetches by its machine id and installs itself with
 * (kairos.io/docs/reference/configuration). Strict: a fault stops the installation instead of leaving
 * half a server. It holds no secret; registration.ts says where the token comes from.
 *
 * It ends in the list of files of the boot stage, to which a control plane's manifests are added.
 */
export function cloudConfig(key: HostTemplateKey, values: HostVariables): string {
  const head = yamlText({
    strict: true,
    hostname: values.name,
    // Nobody gets in by password, and by key who the parameter sshKeys names (accounts.ts).
    users: [{ name: ACCOUNT, groups: ["admin"], lock_passwd: true }],
    install: {
      auto: true,
      device: values.disk,
      reboot: true,
      source: `oci:${key.image}`,
      ...(key.proxy && { env: proxyEnvironment(key.proxy).map(({ name, value }) => `${name}=${value}`) }),
      ...(key.kernelArguments.length > 0 && { grub_options: { extra_cmdline: key.kernelArguments.join(" ") } }),
      partitions: { state: { size: key.statePartition } },
      bind_mounts: [TOKEN_FOLDER, ...key.persistent],
    },
    [key.isServer ? "k3s" : "k3s-agent"]: { enabled: true },
  });
  const system = [...networkFiles(key, values), ...systemFiles(key), ...restartFiles, ...dataDiskFiles(key.disks)];
  const k3s = [
    { path: "/etc/rancher/k3s/config.yaml", content: yamlText(k3sConfig(key, values)), isPrivate: true as const },
    registriesFile(key),
  ];
  return `#cloud-config
${head}stages:
  initramfs:
${filesStep("System", system, {
  // Kairos forgets /etc at every boot; without zone data in the image the link leads nowhere, which is UTC.
  commands: [`ln -sf /usr/share/zoneinfo/${key.timeZone} /etc/localtime`],
  systemctl: { enable: [RESTART_TIMER, ...enabledUnits(key.disks)] },
})}${firstSettingsStep(key)}  boot:
${filesStep("K3s", k3s, registriesCommands(key))}`;
}
