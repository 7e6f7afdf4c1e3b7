import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { REGION } from "./region.ts";

const run = promisify(execFile);
const program = fileURLToPath(new URL("../../cli/flotilla.mjs", import.meta.url));

/** Writes a fleet below `folder` and publishes its region to the bare repository `to/<region>.git`. */
export async function publish(files: ReadonlyMap<string, string>, folder: string, to: string): Promise<void> {
  const fleet = join(folder, "fleet");
  for (const [path, text] of files) {
    mkdirSync(dirname(join(fleet, path)), { recursive: true });
    writeFileSync(join(fleet, path), text);
  }
  const args = [program, "publish", "--fleet", fleet, "--region", REGION, "--to", to];
  await run(process.execPath, args).catch((error: { readonly stderr: string }) => {
    throw new Error(`publish: ${error.stderr}`);
  });
}

/** A server in the middle of the region boots otherwise, which its host takes while it runs. @returns the name of its site */
export function changeOneSite(files: Map<string, string>): string {
  const zones = [...files.keys()].filter((path) => path.startsWith(`sites/${REGION}/${REGION}-`)).sort();
  const path = zones[Math.floor(zones.length / 2)] ?? "";
  const text = files.get(path) ?? "";
  const parts = text.split(/^(?= *- name: [a-z]+-\d+-\d+$)/m);
  const managed = parts.flatMap((part, index) => (part.includes("bmc:") ? [index] : []));
  const index = managed[Math.floor(managed.length / 2)];
  const [, site] = /- name: (.+)/.exec(parts[index ?? -1] ?? "") ?? [];
  if (index === undefined || site === undefined) throw new Error(`${path} has no site with a management controller`);
  files.set(path, parts.with(index, (parts[index] ?? "").replace(/^( +)(bmc: .*)$/m, "$1$2\n$1boot: legacy")).join(""));
  return site;
}

/** One line of the fleet's file, which every cluster site's objects on the hub repeat. */
export function changeAllSites(files: Map<string, string>): void {
  const path = "sites/fleet.yaml";
  const text = files.get(path) ?? "";
  files.set(path, text.replace(/^parameters:$/m, `$&\n  sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 operators"]`));
}
