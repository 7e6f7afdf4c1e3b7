/** The archive of Flotilla that lies in the fleet itself, so that whoever clones the fleet has it. */

import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fieldAt } from "../../model/kinds/facts.ts";
import { packageName } from "../../pipeline/version.ts";
import type { FleetPackage } from "./fleet-package.ts";

/** Where the new archive goes beside the one that it replaces, absolute. */
export interface VendoredArchive {
  readonly old: string;
  readonly path: string;
}

/**
 * @param spec what the package manager is given
 * @returns undefined where the fleet does not keep its archive, or is moved to something else
 */
export function vendoredArchive(
  { folder, manifest, section }: Pick<FleetPackage, "folder" | "manifest" | "section">,
  spec: string,
): VendoredArchive | undefined {
  const [, named] = /^file:(.+\.t(?:ar\.)?gz)$/.exec(String(fieldAt(manifest, section, packageName))) ?? [];
  if (named === undefined || !existsSync(spec)) return undefined;
  const old = resolve(folder, named);
  const isInside = !relative(folder, old).startsWith(`..${sep}`);
  return isInside ? { old, path: join(dirname(old), basename(spec)) } : undefined;
}
