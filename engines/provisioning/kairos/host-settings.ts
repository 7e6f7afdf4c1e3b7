/** The settings of a host that can change without installing it again, as the files that hold them. */

import { listParameter } from "../../../constructs/host-parameters.ts";
import type { Site } from "../../../constructs/site.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { yamlText } from "../../../model/yaml-text.ts";
import { nodeNetwork } from "../node-network.ts";
import { ACCOUNT, KEYS_FILES, keysFile } from "./accounts.ts";
import { osImage } from "./os-image.ts";
import { fillLines, type PullSecret, pullSecrets, REGISTRIES_FILE, REGISTRIES_TEMPLATE } from "./pull-secrets.ts";
import { registriesConfig } from "./registries.ts";
import type { RevocableSettings } from "./revocable.ts";
import type { StageFile } from "./stage-file.ts";
import { hostAuthorities, REGISTRY_AUTHORITIES } from "./trust-store.ts";

/** The same for all hosts of a site. */
export interface HostSettings extends RevocableSettings {
  /** Empty: those of the operating system. */
  readonly ntp: readonly string[];
  /** Name servers in place of the gateway; empty: the gateway. */
  readonly dns: readonly string[];
  /** Domains that are appended to short names. */
  readonly search: readonly string[];
  /** Public keys that open the account `kairos`; whoever is not among them is out. */
  readonly sshKeys: readonly string[];
  /** As in the fleet: `host[:port][/path]`. */
  readonly registries: readonly string[];
  readonly pullSecrets: readonly PullSecret[];
  /** The address stands on a tagged interface. */
  readonly isTagged: boolean;
}

export function hostSettings(site: Site, provisioner: KairosProvisioner): HostSettings {
  const { ntp, vlan } = nodeNetwork(site);
  return {
    ntp,
    dns: site.network.givenDns,
    search: site.network.search,
    sshKeys: listParameter(site, "sshKeys"),
    registries: site.facts.registries,
    pullSecrets: pullSecrets(site),
    isTagged: vlan !== undefined,
    authorities: hostAuthorities(site, osImage(site, provisioner).reference),
    users: site.users,
    proxy: site.network.proxy,
  };
}

/** The file of the interface with the node's address, whatever kind it is: the drop-ins of a site's hosts have one place. */
export function nodeNetworkFile({ isTagged }: Pick<HostSettings, "isTagged">): string {
  return isTagged ? "06-flotilla-vlan.network" : "05-flotilla.network";
}

/**
 * Files of the time servers, the name servers and the keys. Each of them is written as a whole: keys that Kairos adds to
 * an account by itself stay there when they are revoked (yip pkg/plugins/ssh.go, authorizeSSHKey only appends), so sshd
 * reads these from a file of their own and from no other.
 */
export function systemFiles(settings: HostSettings): readonly StageFile[] {
  const { ntp, dns, search, sshKeys, users } = settings;
  const accounts = [ACCOUNT, ...users.map(({ name }) => name)];
  return [
    {
      path: "/etc/systemd/timesyncd.conf.d/flotilla.conf",
      content: `[Time]\nNTP=\n${ntp.length > 0 ? `NTP=${ntp.join(" ")}\n` : ""}`,
    },
    {
      path: `/etc/systemd/network/${nodeNetworkFile(settings)}.d/dns.conf`,
      // An empty value takes the gateway off the list, which the host's own file begins with.
      content: `[Network]\n${dns.length > 0 ? ["", ...dns].map((server) => `DNS=${server}\n`).join("") : ""}${search.length > 0 ? `Domains=${search.join(" ")}\n` : ""}`,
    },
    keysFile(ACCOUNT, sshKeys),
    {
      path: "/etc/ssh/sshd_config.d/04-flotilla.conf",
      content: `Match User ${accounts.join(",")}\n  AuthorizedKeysFile ${KEYS_FILES}\n`,
    },
  ];
}

/** The mirrors of K3s, or what becomes of them when `fillLines` has been run. */
export function registriesFile({ registries, authorities, pullSecrets: secrets }: HostSettings): StageFile {
  const options = { authorities: authorities && REGISTRY_AUTHORITIES, secrets };
  const path = secrets.length > 0 ? REGISTRIES_TEMPLATE : REGISTRIES_FILE;
  return { path, content: yamlText(registriesConfig(registries, options)) };
}

/** What a stage runs after it has written the file of the mirrors. */
export function registriesCommands({ pullSecrets: secrets }: HostSettings): { readonly commands?: readonly string[] } {
  return secrets.length > 0 ? { commands: [`HOST_DIR=\n${fillLines(secrets)}`] } : {};
}
