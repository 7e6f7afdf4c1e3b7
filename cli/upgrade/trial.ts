/** A trial of another version beside the fleet: nothing of the fleet's own folder is touched. */

import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FleetPackage, installedFolder, movedManifest, readManifest } from "./fleet-package.ts";
import { ownEnvironment, type PackageManager, startOf } from "./package-manager.ts";
import { type Ending, runProgram } from "./run-program.ts";

export interface Trial {
  /** Folder with the fleet's packages, Flotilla in the new version. */
  readonly folder: string;
  readonly version: string;
  /** What the new version says of the Node that it runs on. */
  readonly node: string | undefined;
}

/**
 * Installs the fleet's packages with another Flotilla in an empty folder.
 *
 * @param spec `name@version` or the path of an archive
 * @returns what is wrong, as text with the next step
 */
export async function tryVersion(
  fleet: FleetPackage,
  spec: string,
  manager: PackageManager,
  folder: string,
): Promise<Trial | string> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), movedManifest(fleet));
  for (const file of [manager.lock, ...manager.settings]) {
    if (existsSync(join(fleet.folder, file))) copyFileSync(join(fleet.folder, file), join(folder, file));
  }
  const ending = await addPackage(manager, spec, fleet, folder);
  if (ending.code !== 0)
    return `${manager.name} could not install ${spec}:\n${managerWords(ending)}\n  next: ${nextAfter(ending, manager)}`;
  const manifest = readManifest(join(installedFolder(folder), "package.json"));
  const version = manifest?.["version"];
  if (typeof version !== "string")
    return `${spec} is no package of Flotilla, expected a version of it, or an archive that npm run package made`;
  const engines = manifest?.["engines"] as { readonly node?: unknown } | undefined;
  return { folder, version, node: typeof engines?.node === "string" ? engines.node : undefined };
}

/** Lets the package manager put the package into the folder's package.json, lock and node_modules. */
export function addPackage(
  manager: PackageManager,
  spec: string,
  how: Pick<FleetPackage, "section" | "exact">,
  folder: string,
): Promise<Ending> {
  return runProgram(
    startOf(manager.name, manager.add(spec, how), process.platform),
    folder,
    ownEnvironment(process.env),
  );
}

/** The lines of an error that say something, without where a log was written and where in its program it arose. */
export function managerWords({ code, stdout, stderr }: Ending): string {
  const lines = `${stderr}\n${code === null ? "" : stdout}`.split("\n").map((line) => line.trim());
  const telling = lines.filter(
    (line) => line !== "" && !/A complete log of this run|\.log$|^(npm error\s+)?at \S.*:\d+\)?[ {]*$/.test(line),
  );
  return telling
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join("\n");
}

const away = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/;
const conflict = /ERESOLVE|EPEERINVALID|peer/i;

function nextAfter({ code, stderr }: Ending, { name }: PackageManager): string {
  if (code === null) return `install ${name}, which the lock of this fleet is of, or put it on PATH`;
  if (away.test(stderr)) return "try again when the registry can be reached, or give the path of an archive";
  if (conflict.test(stderr))
    return "move the packages that are named to the versions that the new Flotilla asks for, then try again";
  return "give a version that there is, or the path of an archive (.tgz)";
}
