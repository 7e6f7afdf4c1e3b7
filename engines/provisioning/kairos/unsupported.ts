import { listParameter, textParameter } from "../../../constructs/host-parameters.ts";
import type { Site } from "../../../constructs/site.ts";
import { isIpv6 } from "../../../model/network.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { within } from "../../../model/source.ts";
import type { PoolScope } from "../../engine.ts";
import type { Unsupported } from "../../unsupported.ts";
import { isOneLine } from "../text-template.ts";
import { unsupportedGateway } from "../unsupported-gateway.ts";
import { ACCOUNT, TAKEN_ACCOUNTS } from "./accounts.ts";
import { osImage } from "./os-image.ts";
import { pullSecrets } from "./pull-secrets.ts";
import { trustFolder } from "./trust-store.ts";
import { unsupportedDisks } from "./unsupported-disks.ts";

/** What a site asks of its profile that Kairos and K3s cannot do. */
export function unsupportedByKairos(
  { site }: Pick<PoolScope, "site">,
  provisioner: KairosProvisioner,
): readonly Unsupported[] {
  return [
    ...unsupportedGateway(site),
    ...unsupportedTexts(site),
    ...unsupportedProfile(site, provisioner),
    ...unsupportedTrust(site, provisioner),
    ...unsupportedUsers(site),
    ...unsupportedSecrets(site),
    ...unsupportedFamilies(site),
    ...unsupportedDisks(site, provisioner),
  ];
}

/** Authorities for an image whose store of them is not known. */
function unsupportedTrust(site: Site, provisioner: KairosProvisioner): readonly Unsupported[] {
  const { reference } = osImage(site, provisioner);
  if (trustFolder(reference) !== undefined || Object.keys(site.region.trust).length === 0) return [];
  return [
    {
      requested: `trust on servers with the image ${reference}, whose store of authorities is not known`,
      alternative: "take an image of Ubuntu, Debian or openSUSE, named after it; or leave trust out and build it in",
      at: site.source && within(site.source, site.spec.osImage === undefined ? "profile" : "osImage"),
    },
  ];
}

/** People who are called like an account of the image. */
function unsupportedUsers(site: Site): readonly Unsupported[] {
  return site.users
    .filter(({ name }) => TAKEN_ACCOUNTS.includes(name))
    .map(({ name }) => ({
      requested: `a user named ${name}, which is an account of the image itself`,
      alternative: `give the person another name${name === ACCOUNT ? ", or name the keys in the parameter sshKeys" : ""}`,
      at: site.source && within(site.source, "users"),
    }));
}

/** Parameters whose profile lets texts through that would break the line they are written in. */
function unsupportedTexts(site: Site): readonly Unsupported[] {
  const gateway = textParameter(site, "gateway") ?? "";
  const lists = (["ntp", "dns", "sshKeys"] as const).map((name) => [name, listParameter(site, name)] as const);
  return [...lists, ["gateway", [gateway]] as const].flatMap(([name, texts]) =>
    texts
      .filter((text) => !isOneLine(text))
      .map((text) => ({
        requested: `the value ${JSON.stringify(text)} of parameter ${name} in a line of a host's file`,
        alternative: "write each value on one line, without control characters",
        at: site.source && within(site.source, "parameters", name),
      })),
  );
}

/** Settings that the profile leaves out although the site needs them. */
function unsupportedProfile(site: Site, { kubeVip, installer }: KairosProvisioner): readonly Unsupported[] {
  const found: Unsupported[] = [];
  if (!kubeVip && site.spec.network.vip !== undefined) {
    found.push({
      requested: `a virtual address, which profile ${site.reference} has no kube-vip to hold`,
      alternative: "leave network.vip out and have one control plane, or pin a profile with kubeVip",
      at: site.source && within(site.source, "network", "vip"),
    });
  }
  if (site.network.vips.length > 1) {
    found.push({
      requested: "a virtual address of each family; kube-vip is set up for one",
      alternative:
        "give network.vip the IPv4 address alone: the control plane is reached by it from both families' servers",
      at: site.source && within(site.source, "network", "vip"),
    });
  }
  if (!installer) {
    found.push({
      requested: `a cluster that pulls by itself, for which profile ${site.reference} names no installer`,
      alternative: "pin a profile whose provisioner names an image with helm and kubectl as installer",
      at: site.source && within(site.source, "profile"),
    });
  }
  return found;
}

/** K3s keeps credentials by the host of a registry, whatever its path. */
function unsupportedSecrets(site: Site): readonly Unsupported[] {
  const { source, path } = site.region.fleet;
  const secrets = pullSecrets(site);
  return secrets
    .filter(({ host, name }, index) => secrets.slice(0, index).some((one) => one.host === host && one.name !== name))
    .map(({ host, name }) => ({
      requested: `the pull secret ${name} for ${host}, which has another one for another path`,
      alternative: "give all paths of a registry one pull secret that opens them",
      at: source && within(source, "registries"),
      subject: path,
    }));
}

/** K3s and the layers take ranges of IPv4 where a site names none. */
function unsupportedFamilies({ network, source }: Site): readonly Unsupported[] {
  if (!network.nodes.every(isIpv6)) return [];
  return (["pods", "services"] as const)
    .filter((range) => !network[range].some(isIpv6) || !network[range].every(isIpv6))
    .map((range) => ({
      requested: `servers with IPv6 alone without ${range} of IPv6 alone`,
      alternative: `give network.${range} one range of IPv6`,
      at: source && within(source, "network", network[range].length > 0 ? range : "nodes"),
    }));
}
