/** The settings of a server that may change without installing it again, and how it gets them when it is installed. */

import { authoritiesOf } from "../../../constructs/authorities.ts";
import type { Host } from "../../../constructs/host.ts";
import { listParameter } from "../../../constructs/host-parameters.ts";
import type { Site } from "../../../constructs/site.ts";
import type { JsonObject } from "../../../model/json.ts";
import { proxyEnvironment } from "../../cluster-proxy.ts";
import { AUTHORITIES_FILE, HOST_SCRIPT, hostScript, SETTINGS_FOLDER } from "./host-script.ts";

/** What differs between sites, and between servers of one. The names are those of the files on the server. */
const siteSettings = {
  timezone: (site: Site) => site.region.spec.timezone,
  search: (site: Site) => site.network.search.join(" "),
  proxy: proxyVariables,
  users: userKeys,
} as const;

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

/** Those that a site's servers have in common. */
export const siteSettingNames: readonly string[] = Object.keys(siteSettings);

type HostSetting = keyof typeof siteSettings | keyof typeof hostSettings;

const onServer: readonly HostSetting[] = ["timezone", "search", "proxy", "users", "disks"];

/** Annotation of a BareMetalHost, from which its metadata takes the setting. */
const annotation = (name: HostSetting) => `flotilla.dev/${name}`;

/** What cloud-init puts in place of a setting: the value of the server that it runs on. */
export function hostSetting(name: HostSetting): string {
  return `{{ ds.meta_data.${name} }}`;
}

/** The settings of a site's servers by the name of the file, one line each; none for what is empty. */
export function settingsOfSite(site: Site): Readonly<Record<string, string>> {
  return lines(siteSettings, site);
}

/** The settings of a server as annotations of its BareMetalHost. */
export function settingAnnotations(host: Host): Readonly<Record<string, string>> {
  const all = { ...lines(siteSettings, host.site), ...lines(hostSettings, host) };
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

/** All bundles that the site's region trusts, one after the other. */
export function authorityBundle({ region }: Site): string {
  return authoritiesOf(region.fleet, region) ?? "";
}

function lines<T>(settings: Readonly<Record<string, (of: T) => string>>, of: T): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(settings)
      .map(([name, text]) => [name, text(of)] as const)
      .filter(([, text]) => text !== ""),
  );
}

/** As systemd reads a list of variables. */
function proxyVariables({ network: { proxy } }: Site): string {
  return proxyEnvironment(proxy)
    .map(({ name, value }) => `"${name}=${value}"`)
    .join(" ");
}

/** `name type key` of every key, without the comment, which may hold anything. */
function userKeys(site: Site): string {
  const operators = listParameter(site, "sshKeys").map((key) => ["flotilla", key] as const);
  const people = site.users.flatMap(({ name, sshKeys }) => sshKeys.map((key) => [name, key] as const));
  return [...operators, ...people].map(([name, key]) => `${name} ${key.split(" ", 2).join(" ")}`).join("|");
}
