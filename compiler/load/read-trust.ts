/** Reads the PEM files that `trust` names. */

import { certificateFault } from "../../model/certificate.ts";
import type { Source } from "../../model/source.ts";
import type { TrustSpec } from "../../model/trust-file.ts";
import type { FleetDisk } from "./read-tree.ts";

/** Folder below sites/ that holds the files of authorities. */
export const trustFolder = "trust";

/**
 * The record with the text of each bundle in place of its path. A file that is missing, or that holds anything but
 * certificates, is a fault at the line that names it, and its bundle is left out.
 */
export function withTrustTexts<S extends { readonly trust?: TrustSpec | undefined }>(
  disk: FleetDisk,
  record: { readonly spec: S; readonly source: Source } | undefined,
): { readonly spec: S; readonly source: Source } | undefined {
  const trust = record?.spec.trust;
  if (!record || !trust) return record;
  const texts: TrustSpec = {};
  for (const [name, value] of Object.entries(trust)) {
    const text = value.startsWith(`${trustFolder}/`) ? readBundle(disk, record.source, name, value) : value;
    if (text !== undefined) texts[name] = text;
  }
  return { ...record, spec: { ...record.spec, trust: texts } };
}

/** Files of authorities that nobody trusts: most likely a slip of the name. Called when all that name them were read. */
export function unnamedTrust(disk: FleetDisk): void {
  const folder = `sites/${trustFolder}`;
  const { files = [], folders = [] } = disk.list(folder) ?? {};
  for (const name of folders) {
    const message = "a folder is here, expected only files of certificates";
    disk.report(`${folder}/${name}`, "load/unexpected-folder", message, "move its files one level up");
  }
  for (const name of files.filter((each) => disk.textOf(`${folder}/${each}`) === undefined)) {
    const file = `${folder}/${name}`;
    if (disk.diagnostics.some(({ at }) => at?.file === file)) continue;
    disk.report(file, "load/unexpected-file", "no `trust` names this file", `add \`NAME: trust/${name}\` to \`trust\``);
  }
}

function readBundle(disk: FleetDisk, { file }: Source, name: string, path: string): string | undefined {
  const text = disk.read(`sites/${path}`);
  const fault = text === undefined ? undefined : certificateFault(text);
  if (fault === undefined) return text;
  disk.diagnostics.push({
    code: "load/value",
    severity: "error",
    message: `trust.${name}: found sites/${path}, of which ${fault}, expected PEM certificates alone`,
    at: { file, path: ["trust", name] },
    subjects: [],
    hint: "put the certificates of the authorities there, one after the other, and nothing else",
  });
  return undefined;
}
