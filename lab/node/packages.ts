/** What a real node has from Debian: unpacked into the lab's cache, never installed. */

import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { toolCache } from "../cache.ts";
import { LabFailure, type Log } from "../program.ts";
import { type DebianPackage, packages } from "./package-list.ts";

const run = promisify(execFile);

/** Programs that Debian only names when a package is installed. */
const links: Readonly<Record<string, readonly string[]>> = {
  "usr/sbin/xtables-nft-multi": ["iptables", "ip6tables"].flatMap((name) => [name, `${name}-save`, `${name}-restore`]),
};

/**
 * Folder with the files of the packages as they lie below /, fetched with apt-get when they are missing.
 * @throws LabFailure when Debian has no such version any more, or a file is another than the pinned one.
 */
export async function ensurePackages(log: Log): Promise<string> {
  const key = createHash("sha256")
    .update(JSON.stringify([packages, links]))
    .digest("hex")
    .slice(0, 16);
  const folder = join(dirname(toolCache(process.env, homedir())), "packages", key);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}.part`;
  try {
    await unpack(draft, log);
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

async function unpack(root: string, log: Log) {
  const archives = join(root, "archives");
  mkdirSync(archives, { recursive: true });
  log(`Debian packages of a node: fetching ${packages.length}`);
  await download(archives);
  const files = readdirSync(archives);
  for (const each of packages) {
    const file = files.find((name) => name.startsWith(`${each.name}_`));
    if (file === undefined) throw new LabFailure(2, `apt-get brought no file of ${each.name}`);
    check(each, join(archives, file));
    await run("dpkg-deb", ["-x", join(archives, file), root]);
  }
  rmSync(archives, { recursive: true });
  for (const [target, names] of Object.entries(links)) {
    for (const name of names) {
      const link = join(root, dirname(target), name);
      rmSync(link, { force: true });
      symlinkSync(target.slice(target.lastIndexOf("/") + 1), link);
    }
  }
}

/** The lists of a new machine are empty, so they are fetched when the first try finds nothing. */
async function download(folder: string) {
  const wanted = packages.map(({ name, version }) => `${name}=${version}`);
  const options = ["-o", "APT::Sandbox::User=root", "-qq"];
  const fetchAll = () => run("apt-get", [...options, "download", ...wanted], { cwd: folder });
  try {
    await fetchAll();
  } catch {
    try {
      await run("apt-get", [...options, "update"]);
      await fetchAll();
    } catch (error) {
      const { stderr = String(error) } = error as { readonly stderr?: string };
      throw new LabFailure(2, `The Debian packages of a node cannot be fetched. apt-get said:\n${stderr.trim()}`);
    }
  }
}

function check({ name, version, sha256 }: DebianPackage, file: string) {
  const found = createHash("sha256").update(readFileSync(file)).digest("hex");
  if (found === sha256) return;
  throw new LabFailure(
    2,
    `${name} ${version} has the SHA-256 ${found}, expected ${sha256} of lab/node/package-list.ts`,
  );
}
