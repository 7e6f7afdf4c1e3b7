/** The settings that all servers of a site have in common, by the names of their files (`host-script.ts`). */

import { authoritiesOf } from "../../../constructs/authorities.ts";
import { listParameter } from "../../../constructs/host-parameters.ts";
import type { Site } from "../../../constructs/site.ts";
import { proxyEnvironment } from "../../cluster-proxy.ts";

/** What a setting says, by its name; empty where nothing is said. */
export type SettingTable<T> = Readonly<Record<string, (of: T) => string>>;

export const siteSettings = {
  timezone: (site: Site) => site.region.spec.timezone,
  search: (site: Site) => site.network.search.join(" "),
  proxy: proxyVariables,
  users: userKeys,
} as const;

export const siteSettingNames: readonly string[] = Object.keys(siteSettings);

/** The settings of a site's servers by the name of the file, one line each; none for what is empty. */
export function settingsOfSite(site: Site): Readonly<Record<string, string>> {
  return settingLines(siteSettings, site);
}

/** All bundles that the site's region trusts, one after the other. */
export function authorityBundle({ region }: Site): string {
  return authoritiesOf(region.fleet, region) ?? "";
}

export function settingLines<T>(settings: SettingTable<T>, of: T): Readonly<Record<string, string>> {
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
