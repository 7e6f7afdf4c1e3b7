/** The settings of a server that may change without installing it again, and how it gets them when it is installed. */

import type { Host } from "../../../constructs/host.ts";
import type { JsonObject } from "../../../model/json.ts";
import { AUTHORITIES_FILE, HOST_SCRIPT, hostScript, SETTINGS_FOLDER } from "../cluster-api/host-script.ts";
import { authorityBundle, settingLines, settingsOfSite, siteSettings } from "../cluster-api/site-settings.ts";

/** What differs between servers of one site. The names are those of the files on the server. */
const hostSettings = {
  // A text of many lines; a file of a KubeadmConfig that is not in it comes from a Secret or from the metadata.
  authorities: ({ site }: Host) => Buffer.from(authorityBundle(site)).toString("base64"),
  disks: (host: Host) =>
    (host.spec.disks ?? [])
      .filter(({ purpose, device }) => purpose !== "install" && typeof device === "string")
      .map(({ purpose, device }) => `${purpose} ${String(device)}`)
      .join("|"),
  nodelabels: (host: Host) =>
    Object.entries(host.labels)
      .map(([key, value]) => `,${key}=${value}`)
      .join(""),
  taints: (host: Host) => host.taints.map(({ key, value = "", effect }) => `${key}=${value}:${effect}`).join(","),
} as const;

type HostSetting = keyof typeof siteSettings | keyof typeof hostSettings;

const onServer: readonly HostSetting[] = ["timezone", "search", "proxy", "users", "disks"];

/** Annotation of a BareMetalHost, from which its metadata takes the setting. */
const annotation = (name: HostSetting) => `flotilla.dev/${name}`;

/** What cloud-init puts in place of a setting: the value of the server that it runs on. */
export function hostSetting(name: HostSetting): string {
  return `{{ ds.meta_data.${name} }}`;
}

/** The settings of a server as annotations of its BareMetalHost. */
export function settingAnnotations(host: Host): Readonly<Record<string, string>> {
  const all = { ...settingsOfSite(host.site), ...settingLines(hostSettings, host) };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [annotation(name as HostSetting), value]));
}

/** How the metadata of a machine takes them over; one that a host has not is empty there. */
export const settingMetadata: readonly JsonObject[] = [...Object.keys(siteSettings), ...Object.keys(hostSettings)].map(
  (key) => ({ key, object: "baremetalhost", annotation: annotation(key as HostSetting) }),
);

/**
 * Files and commands of kubeadm's settings, the same for all sites: what differs comes from the metadata, which Cluster
 * API does not compare, so a change of it replaces no server.
 */
export function settingFiles(): { readonly files: readonly JsonObject[]; readonly command: string } {
  const file = (path: string, permissions: string) => ({ path, owner: "root:root", permissions });
  return {
    files: [
      {
        ...file(`${SETTINGS_FOLDER}/${AUTHORITIES_FILE}`, "0644"),
        encoding: "base64",
        content: hostSetting("authorities"),
      },
      ...onServer.map((name) => ({ ...file(`${SETTINGS_FOLDER}/${name}`, "0644"), content: hostSetting(name) })),
      { ...file(HOST_SCRIPT, "0755"), content: hostScript },
    ],
    command: `${HOST_SCRIPT} install`,
  };
}
