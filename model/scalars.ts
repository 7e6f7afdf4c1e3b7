/** Names, URLs, images and other scalars, each with the expectation that a fault report prints. */

import { z } from "zod";
import { bmcSchemes, parseBmcAddress } from "./bmc.ts";
import { hostOf, isHost, isReachableHost } from "./special-addresses.ts";
import { holdsUserinfo } from "./url.ts";

/**
 * Scalars of the fleet's files. The message of each is the expectation that a fault report prints
 * after "expected".
 */

const label = (max: number, example: string) =>
  z
    .string()
    .regex(
      new RegExp(`^(?=.{1,${max}}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$`),
      `an RFC 1123 label: lower-case letters, digits and '-', at most ${max} characters, like ${example}`,
    )
    // The one label that every JavaScript object has as a key from birth; npm constructs (construct.js, addChild) takes it
    // for a child that is there already.
    .refine((text) => text !== "constructor", `another name than constructor, like ${example}`);

/** Site names become parts of object names, node names and namespaces, hence 20 characters. */
export const siteName = label(20, "sz-nanshan-01");
export const hostName = label(40, "sz-nanshan-01-a");
export const regionName = label(30, "guangdong");
export const zoneName = label(30, "shenzhen");
export const fleetName = label(30, "panji");
export const tenantName = label(30, "retail");
export const namespaceName = label(63, "retail");
export const appName = label(30, "checkout");
export const systemName = label(30, "mall");
export const containerName = label(30, "exporter");
export const hardwareName = label(63, "edge-small");
export const storageClassName = label(63, "longhorn");

/** A word of the fleet's own for sites that get a change at the same time. */
export const ringName = z.string().min(1, "the name of a ring");

/** Of a system: a word of its own, which no reader should take for a number. */
export const versionName = z
  .string({ error: "a version as text, like 2.4.1" })
  .regex(/^[A-Za-z0-9][-+._A-Za-z0-9]{0,62}$/, "a version: letters, digits, '.', '-', '_' and '+', like 2.4.1");

/** Five fields as cron(5) has them, or one of its words (robfig/cron ParseStandard, which CronJob uses). */
export const cronSchedule = z
  .string()
  .regex(
    /^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|(\S+ ){4}\S+)$/,
    'a schedule of five fields, like "30 2 * * *", or @hourly, @daily, @weekly, @monthly, @yearly',
  )
  .refine((text) => !/TZ/.test(text), "a schedule without a time zone: it runs in that of the region");

/** DNS-1123 subdomain, as Secrets are named. */
export const secretName = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "the name of a Secret, like fleet-repositories");

/**
 * A group of the identity provider. Kubernetes gives names in `system:` itself, such as `system:authenticated` for everybody, and
 * kubeadm those in `kubeadm:`, such as `kubeadm:cluster-admins` for whoever has admin.conf.
 */
export const groupName = z
  .string()
  .regex(
    /^(?!system:|kubeadm:)[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u,
    "a group of the identity provider, like retail-team",
  );

/** Who may agree to a change, as the forge calls them: a user, or with a slash a group, such as `organisation/team`. */
export const ownerName = z
  .string()
  .regex(
    /^[A-Za-z0-9][-A-Za-z0-9_.]*(\/[A-Za-z0-9][-A-Za-z0-9_.]*)*$/,
    "a group of the forge like panji/network-team, or a user, without @",
  );

/** Name of a Flux Kustomization or an Argo CD Application, DNS-1123 subdomain. */
export const reconcilerName = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "the name of a folder that is reconciled, like 50-logs");

/** `name@MAJOR.MINOR.PATCH`: a profile is always pinned to one immutable version. */
export const profileReference = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?@\d+\.\d+\.\d+$/,
    "a pinned profile name@MAJOR.MINOR.PATCH, like edge-k3s@1.0.0",
  );

export const domain = z
  .string()
  .regex(
    /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/,
    "a lower-case domain, like edge.panji.example",
  );

/** SMBIOS product UUID as /sys/class/dmi/id/product_uuid prints it; Kairos registers hosts by it. */
export const machineId = z.string().regex(
  // Firmware that nobody filled in says zeros or ones, on every server.
  /^(?![0-]+$)(?![f-]+$)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  "a lower-case machine UUID, like 4c4c4544-0051-3110-8052-b4c04f4e3332: not all zeros or all f",
);

/** System serial number (SMBIOS type 1), as the label on the server has it. */
export const serial = z
  .string()
  .regex(/^[A-Za-z0-9][-A-Za-z0-9._]{0,63}$/, "a serial number: letters, digits, '-', '_' and '.', like CZ21470ABC");

/** Address of a BMC with a scheme of baremetal-operator. */
export const bmcAddress = z
  .string()
  .refine(
    (text) => parseBmcAddress(text) !== undefined,
    `a BMC address, like redfish-virtualmedia://10.44.255.11/redfish/v1/Systems/1, with one of the schemes ${bmcSchemes}`,
  );

/** A path below /dev that udev or the kernel gives. */
export const devicePath = z
  .string()
  .regex(/^\/dev\/[A-Za-z0-9][-A-Za-z0-9._:+=@/]*$/, "a device path, best /dev/disk/by-id/...");

/** Name of an interface as Linux takes it: at most 15 characters, no slash and no blank. */
export const interfaceName = z
  .string()
  .regex(/^(?=.{1,15}$)[A-Za-z0-9][-A-Za-z0-9._]*$/, "an interface name of at most 15 characters, like eno1 or bond0");

/** A line of authorized_keys without options (sshd(8)). */
export const sshPublicKey = z
  .string()
  .regex(
    /^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]{40,}={0,3}( [^\r\n]*)?$/,
    "an SSH public key in one line, like ssh-ed25519 AAAA... name",
  );

export const userName = z
  .string()
  .regex(/^[a-z_][-a-z0-9_]{0,31}$/, "a user name: lower-case letters, digits, '-' and '_', like field-ops");

const port = String.raw`(:(?!0)(\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?`;

/** A host by its name or address, with a port from 1 to 65535; whatever an `@` would put in front of it is no host. */
const authority = String.raw`([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:.]+\])${port}`;

/** A value that would end up in files that many people read must not carry a password. */
export const proxyUrl = z
  .string()
  .regex(
    new RegExp(`^https?://${authority}/?$`),
    "an http or https URL without user and path, like http://proxy.panji.example:3128",
  )
  .refine((url) => isHost(hostOf(url) ?? ""), "a URL with the name or address of a host");

/** One argument of the kernel's command line; spaces would make two of it. */
export const kernelArgument = z
  .string()
  .regex(/^[^\s"'\\]{1,256}$/, "one kernel argument without blanks and quotes, like isolcpus=2-15");

export const vlan = z
  .int("a VLAN id from 1 to 4094")
  .min(1, "a VLAN id from 1 to 4094")
  .max(4094, "a VLAN id from 1 to 4094");

/** Kubernetes quantity (apimachinery resource.Quantity), without signs. */
export const quantity = z
  .string()
  .regex(/^\d+(\.\d+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/, "a Kubernetes quantity, like 250m, 256Mi or 200Gi");

export const labelValue = z
  .string()
  .regex(
    /^(?=.{0,63}$)([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
    "a Kubernetes label value of at most 63 characters",
  );

export const labelKey = z
  .string()
  .regex(
    /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?(?=.{1,63}$)[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
    "a Kubernetes label key, like customer or example.com/customer",
  );

export const labels = z.record(labelKey, labelValue);

/** Keys that a kubelet may give its own node (kubernetes.io, NodeRestriction; pkg/kubelet/apis/well_known_labels.go). */
const nodeLabelKey = labelKey.refine((key) => {
  const domain = key.includes("/") ? key.slice(0, key.indexOf("/")) : "";
  if (/(^|\.)flotilla\.dev$/.test(domain)) return false;
  return (
    !/(^|\.)(kubernetes|k8s)\.io$/.test(domain) ||
    /^(kubelet|node|topology)\.kubernetes\.io$|\.(kubelet|node)\.kubernetes\.io$/.test(domain)
  );
}, "a label key that a node may give itself: none of flotilla.dev, and of kubernetes.io those below node., kubelet. and topology. alone");

/** Labels of a node besides Flotilla's own. */
export const nodeLabels = z.record(nodeLabelKey, labelValue);

export const httpsUrl = z
  .string()
  .regex(
    new RegExp(String.raw`^https://${authority}(/[^\s?#@\\]*)?$`),
    "an https URL without user and query and with a port up to 65535, like https://hub.gd.panji.example:6443",
  )
  .refine(
    (url) => isReachableHost(hostOf(url) ?? ""),
    "a URL with a host that other machines reach, like https://hub.gd.panji.example:6443",
  );

/** Anything `git` can clone: https, ssh or file. */
export const repositoryBase = z
  .string()
  .regex(
    /^(https|http|ssh|file):\/\/\S+[^/\s]$/,
    "a URL without a slash at its end, like https://git.panji.example/fleet",
  )
  .refine((url) => !holdsUserinfo(url), "a URL without user and password, like https://git.panji.example/fleet")
  .refine(
    (url) => URL.canParse(url) && isHost(hostOf(url.replace(/\/\/[^/@]*@/, "//")) ?? ""),
    "a URL with the name or address of a host and a port up to 65535, like https://git.panji.example/fleet",
  );

/** host[:port][/path] of an OCI registry, lower case, no scheme. */
export const registry = z
  .string()
  .regex(
    new RegExp(`^[a-z0-9][a-z0-9.-]*${port}(/[a-z0-9][a-z0-9._-]*)*$`),
    "a registry without scheme and with a port up to 65535, like registry.panji.example",
  );

/** registry/path:tag with an optional digest; a tag or digest is required. */
export const image = z
  .string()
  .regex(
    new RegExp(
      `^[a-z0-9][a-z0-9.-]*${port}(/[a-z0-9][a-z0-9._-]*)+(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$`,
    ),
    { error: ({ input }) => imageExpectation(String(input)) },
  );

/** A digest that is cut or longer by a letter looks like a right one. */
function imageExpectation(image: string): string {
  const [, name, digest] = /^([^@\s]+)@sha256:(\S*)$/.exec(image) ?? [];
  if (name === undefined || digest === undefined)
    return "an image with its registry and tag, like registry.panji.example/retail/checkout:2.4.1";
  const isHexadecimal = /^[0-9a-f]*$/.test(digest);
  if (isHexadecimal && digest.length === 64) return "an image with its registry and tag before the digest";
  const found = isHexadecimal ? `${digest.length} of them` : "another character among them";
  return `64 hexadecimal digits in small letters behind @sha256: (found ${found})`;
}
