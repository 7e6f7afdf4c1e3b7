/** What kubeadm is told on the virtual machines of a site. */

import type { Host } from "../../../constructs/host.ts";
import type { Site } from "../../../constructs/site.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { PoolScope } from "../../engine.ts";
import { nodeLabelArguments } from "../../node-labels.ts";
import { AUTHORITIES_FILE, HOST_SCRIPT, hostScript, SETTINGS_FOLDER } from "../cluster-api/host-script.ts";
import type { HostConfig, NodeIdentity } from "../cluster-api/kubeadm-config.ts";
import { registryCredentials } from "../cluster-api/pull-secret.ts";
import { authorityBundle, settingsOfSite } from "../cluster-api/site-settings.ts";
import { nodeAddressKeys } from "./machine-template.ts";
import { MACHINE_UUID, PROVIDER_ID_SCRIPT, providerIdScript } from "./provider-id.ts";

/**
 * cloud-init fills in name and addresses, which its data source of VMware knows.
 *
 * @param host any of the machines, whose labels and taints are alike; undefined: none of their own
 */
export function nodeIdentity(scope: Pick<PoolScope, "site">, host: Host | undefined): NodeIdentity {
  const labels = Object.entries(host?.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const taints = (host?.taints ?? []).map(({ key, value = "", effect }) => `${key}=${value}:${effect}`);
  return {
    name: "{{ local_hostname }}",
    kubeletArgs: {
      "node-ip": nodeAddressKeys(scope)
        .map((key) => `{{ ds.meta_data.${key} }}`)
        .join(","),
      "node-labels": [...nodeLabelArguments(scope.site), ...labels].join(","),
      ...(taints.length > 0 && { "register-with-taints": taints.join(",") }),
      "provider-id": `vsphere://${MACHINE_UUID}`,
    },
  };
}

/** The settings of the site stand in files, so another value of one replaces every machine, one at a time. */
export function hostConfig(site: Site): HostConfig {
  const credentials = registryCredentials(site);
  const settings = { ...settingsOfSite(site), [AUTHORITIES_FILE]: authorityBundle(site) };
  const given = Object.entries(settings).filter(([, text]) => text !== "");
  return {
    files: [
      ...credentials.files,
      ...given.map(([name, content]) => file(`${SETTINGS_FOLDER}/${name}`, "0644", content)),
      file(HOST_SCRIPT, "0755", hostScript),
      file(PROVIDER_ID_SCRIPT, "0755", providerIdScript),
    ],
    commands: ['hostnamectl set-hostname "{{ ds.meta_data.hostname }}"', PROVIDER_ID_SCRIPT, `${HOST_SCRIPT} install`],
    ignoredErrors: credentials.ignoredErrors,
  };
}

function file(path: string, permissions: string, content: string): JsonObject {
  return { path, owner: "root:root", permissions, content };
}
