/** package.json of a fleet, as far as it says which Flotilla the fleet depends on. */

import { readFileSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { isMapping } from "../../model/json-fields.ts";
import { packageName } from "../../pipeline/version.ts";
import type { AddOptions } from "./package-manager.ts";

/** What a fleet depends on, and on which Flotilla. */
export interface FleetPackage extends AddOptions {
  /** Absolute path of the folder of package.json. */
  readonly folder: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  /** Version of the Flotilla in node_modules. */
  readonly installed: string;
}

const sections = ["dependencies", "devDependencies"] as const;

/** @returns what is wrong, as text with the next step */
export function readFleetPackage(folder: string): FleetPackage | string {
  const manifest = readManifest(join(folder, "package.json"));
  if (!manifest)
    return `found no package.json in ${folder}, expected that of a fleet with ${packageName} among its packages\n  next: name the folder with --fleet; a clone of Flotilla is moved with git pull`;
  if (manifest["name"] === packageName)
    return `found a clone of Flotilla in ${folder}, expected a fleet that depends on it\n  next: git pull moves a clone; --fleet names the folder of a fleet`;
  const section = sections.find((name) => isMapping(manifest[name]) && packageName in manifest[name]);
  if (!section)
    return `found no ${packageName} in ${join(folder, "package.json")}, expected it among ${sections.join(" or ")}\n  next: npm install --save-dev ${packageName}`;
  const installed = readManifest(join(installedFolder(folder), "package.json"))?.["version"];
  if (typeof installed !== "string")
    return `found no ${packageName} in ${join(folder, "node_modules")}, expected the version that the lock names: what changes is compared with it\n  next: npm ci, or what your package manager has for it`;
  const spec = String((manifest[section] as Readonly<Record<string, unknown>>)[packageName]);
  return { folder, manifest, section, exact: /^\d/.test(spec), installed };
}

/** Where a folder's Flotilla lies. */
export function installedFolder(folder: string): string {
  return join(folder, "node_modules", packageName);
}

export function readManifest(path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isMapping(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const local = /^(file|link|portal):(.*)$/;

/** package.json for another folder: packages that it names by a path of its own are named by their whole path. */
export function movedManifest({ manifest, folder }: Pick<FleetPackage, "manifest" | "folder">): string {
  const moved = Object.fromEntries(
    Object.entries(manifest).map(([name, value]) => [
      name,
      (sections as readonly string[]).includes(name) && isMapping(value) ? movedSection(value, folder) : value,
    ]),
  );
  return `${JSON.stringify(moved, undefined, 2)}\n`;
}

function movedSection(section: Readonly<Record<string, unknown>>, folder: string): object {
  return Object.fromEntries(
    Object.entries(section).map(([name, spec]) => {
      const [, kind, path = ""] = local.exec(String(spec)) ?? [];
      return [name, kind === undefined || isAbsolute(path) ? spec : `${kind}:${resolve(folder, path)}`];
    }),
  );
}
