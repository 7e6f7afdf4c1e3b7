/** What an object is for, whatever its name says of versions, dates and contents. */

import { splitPath, wildcardPath } from "../../model/layout.ts";
import type { Mask } from "./own-values.ts";

/** The same for equal objects of all sites. */
export interface ObjectRole {
  /** `NodeOp os`, `Deployment checkout`; the file's name where it is no object. */
  readonly title: string;
  /** Folder with stars for zones, sites and hosts, and the role: `sites/*` + `/*` + `/79-hosts/nodeop_operator-system_os-*.yaml`. */
  readonly path: string;
}

/** What the emitter puts behind a name whose object cannot change or runs once: a hash, a date, a version. */
const STAMP = /-(?:[0-9a-f]{8}|\d{6,14}|v?\d+(?:-\d+)+)$/;

/** `os` of `os-4-0-3-b066624b`; a name without anything to take away stays as it is. */
export function withoutStamps(name: string): string {
  const shorter = name.replace(STAMP, "");
  return shorter === name || shorter === "" ? name : withoutStamps(shorter);
}

/** Name of a file with its object's name without stamps: `nodeop_operator-system_os`. */
export function roleOfFile(file: string): string {
  return withoutStamps(file.replace(/\.yaml$/, ""));
}

/** @param mask that of the site, on the side of the text */
export function roleOf(path: string, text: string, mask: Mask): ObjectRole {
  const { folder, file } = splitPath(wildcardPath(path));
  const masked = mask(file);
  const [kind, name] = [objectKind(text), nameOf(text)];
  const role = roleOfFile(masked);
  const isStamped = role !== masked.replace(/\.yaml$/, "");
  return {
    title: kind !== undefined && name !== undefined ? `${kind} ${withoutStamps(mask(name))}` : masked,
    path: `${folder}/${isStamped ? `${role}-*.yaml` : masked}`,
  };
}

/** Of a manifest as the emitter writes it. */
function nameOf(text: string): string | undefined {
  return /^metadata:\n {2}name: "?([^"\n]+)"?$/m.exec(text)?.[1];
}

/** Of a text as the emitter writes it; undefined for one that is no object. */
export function objectKind(text: string): string | undefined {
  return /^kind: (\S+)$/m.exec(text)?.[1];
}
