/** Settings of a host that must be able to go again: authorities, people, the proxy. */

import type { SiteProxy } from "../../../constructs/site-network.ts";
import type { UserSpec } from "../../../model/trust-file.ts";
import { accountLines, KEYS_FILES, keysFile } from "./accounts.ts";
import { PROXY_PATTERNS, proxyFiles } from "./proxy.ts";
import { filesStep, LATER_CONFIG, type StageFile } from "./stage-file.ts";
import { AUTHORITY_PATTERNS, authorityFiles, type HostAuthorities, UPDATE_STORE } from "./trust-store.ts";

/** The same for all hosts of a site. */
export interface RevocableSettings {
  readonly authorities: HostAuthorities | undefined;
  readonly users: readonly UserSpec[];
  readonly proxy: SiteProxy | undefined;
}

/** Each is written as a whole; what a site has no more is not among them. */
export function revocableFiles({ authorities, users, proxy }: RevocableSettings): readonly StageFile[] {
  return [
    ...(authorities ? authorityFiles(authorities) : []),
    ...users.map(({ name, sshKeys }) => keysFile(name, sshKeys)),
    ...(proxy ? proxyFiles(proxy) : []),
  ];
}

/** All files that revocableFiles may ever have written, as a shell finds them. */
export const REVOCABLE_PATTERNS: readonly string[] = [
  ...AUTHORITY_PATTERNS,
  KEYS_FILES.replace("%u", "*"),
  ...PROXY_PATTERNS,
];

/** What a stage runs after it has written the files. */
export function revocableCommands({ authorities, users }: RevocableSettings): readonly string[] {
  return [
    ...(authorities ? [UPDATE_STORE] : []),
    ...(users.length > 0 ? [`HOST_DIR=\non_host() { "$@"; }\n${accountLines(users)}`] : []),
  ];
}

/**
 * The step of the installation's own file, which ends when an order has brought a newer one: what the installation wrote
 * at each boot would come back before it is taken away again. Empty where there is nothing to write.
 */
export function firstSettingsStep(settings: RevocableSettings): string {
  const files = revocableFiles(settings);
  if (files.length === 0) return "";
  const commands = revocableCommands(settings);
  return filesStep("First settings", files, {
    if: `[ ! -e ${LATER_CONFIG} ]`,
    ...(commands.length > 0 && { commands }),
  });
}
