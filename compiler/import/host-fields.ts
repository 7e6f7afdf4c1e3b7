/** Fields of a server in the words of BareMetalHost, which ZTP and Sylva share, as those of a zone file. */

import { parseAddress } from "../../model/network.ts";
import { type BmcDraft, type DiskDraft, unknown } from "./draft.ts";
import type { Field } from "./field.ts";

/** `0A-1b...`, `0a1b.2c3d.4e5f` and `0A1B2C3D4E5F` are one MAC address; any other text stays what it is. */
export function macText(text: string): string {
  const digits = text.replaceAll(/[:.\s-]/g, "");
  if (!/^[0-9a-fA-F]{12}$/.test(digits)) return text;
  return (digits.toLowerCase().match(/../g) ?? []).join(":");
}

/** Another spelling of the word, in any case; the text itself when the table does not know it. */
export function translated(words: Readonly<Record<string, string>>): (text: string) => string {
  return (text) => words[text.toLowerCase()] ?? text;
}

/** BootMode of BareMetalHost. */
export const bootWord = translated({ uefi: "uefi", uefisecureboot: "uefi-secure", legacy: "legacy", bios: "legacy" });

export const archWord = translated({
  x86_64: "amd64",
  "x86-64": "amd64",
  x64: "amd64",
  amd64: "amd64",
  aarch64: "arm64",
  arm64: "arm64",
});

/** The first label of a host's name: nodes of a zone file have no domain. */
export function shortName(text: string): string {
  return (parseAddress(text) === undefined ? (text.split(".")[0] ?? text) : text).toLowerCase();
}

/** An address without a scheme is IPMI's (metal3-io/baremetal-operator docs/api.md: "an unadorned <host>:<port>"). */
function bmcText(text: string): string {
  return text.includes("://") ? text : `ipmi://${text.includes("::") && !text.startsWith("[") ? `[${text}]` : text}`;
}

/** @param disabled `disableCertificateVerification`, when the input says it */
export function readBmc(address: Field, credentials: Field, disabled: Field | undefined, to: string) {
  const url = address.take(`${to}.bmc.address`, bmcText);
  if (url === undefined) {
    for (const each of [credentials, disabled]) each?.leaveOut("there is no address of the controller that it is for");
    return undefined;
  }
  const name = credentials.take(`${to}.bmc.credentials`);
  const verify = disabled?.take(`${to}.bmc.verifyCertificate`, translated({ true: "false", false: "true" }));
  return {
    address: url,
    ...(name !== undefined && { credentials: name }),
    ...(verify !== undefined && { verifyCertificate: verify === "false" ? false : verify === "true" ? true : verify }),
  } satisfies BmcDraft;
}

/** RootDeviceHints of BareMetalHost by hints of a zone file. */
const hints: readonly (readonly [
  string,
  string,
  (field: Field, to: string) => string | number | boolean | undefined,
])[] = [
  ["minSizeGigabytes", "minSizeGigabytes", (field, to) => field.takeNumber(to)],
  ["serialNumber", "serial", (field, to) => field.take(to)],
  ["wwn", "wwn", (field, to) => field.take(to, (text) => text.toLowerCase())],
  ["model", "model", (field, to) => field.take(to)],
  ["vendor", "vendor", (field, to) => field.take(to)],
  ["rotational", "rotational", (field, to) => field.takeBoolean(to)],
];

/** A path, or hints; the mark when hints stand there of which none has a field; undefined when the input has none. */
export function readRootDeviceHints(field: Field, to: string): DiskDraft | undefined {
  const path = field.at("deviceName").take(`${to}.disk`);
  if (path !== undefined) {
    field.leaveOut("the path alone names the disk", "name it by these hints instead if the path may change");
    return path;
  }
  const found = hints.flatMap(([from, name, take]) => {
    const value = take(field.at(from), `${to}.disk.${name}`);
    return value === undefined ? [] : [[name, value] as const];
  });
  field.leaveOut(
    "a hint that a zone file lacks",
    "name the disk by serial, wwn or a path below /dev/disk, such as /dev/disk/by-path/...",
  );
  if (found.length > 0) return Object.fromEntries(found);
  return field.entries.some(([, each]) => each.text !== undefined) ? unknown : undefined;
}
