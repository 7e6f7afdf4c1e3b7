/** The fleet's files at a Git revision, written out as a checkout would hold them. */

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fleetFolders, isFleetPath } from "../model/fleet-folders.ts";
import { treeMode } from "../model/git-object.ts";
import { convertedFiles } from "./converted-files.ts";
import { type FleetGit, fleetGit } from "./fleet-git.ts";
import { configurationFile, programFile } from "./own-code-files.ts";
import { readBlobs } from "./read-blobs.ts";

/** The fleet's files at a Git revision, in a folder that goes with the process. */
export interface Checkout {
  readonly root: string;
  /** Short commit id. */
  readonly commit: string;
}

interface Entry {
  readonly mode: string;
  readonly id: string;
  /** From the root of the fleet. */
  readonly path: string;
}

/** First line of a pointer (github.com/git-lfs/git-lfs docs/spec.md). */
const LFS_POINTER = "version https://git-lfs.github.com/spec/";

/** Files of a fleet's own code: modules, and data that they import. */
const CODE = /\.([cm]?[jt]s|json)$/;
const NO_CODE = /^(node_modules|out)\//;

/**
 * Writes out the data of one revision, byte by byte as Git's object store has them. What a checkout could hold in
 * their place, and a publish would read, is refused: submodules, pointers of Git LFS, files that attributes convert.
 * Links are kept: the loader refuses those that lead out.
 *
 * @param scratch makes the folder for it
 * @returns what is wrong, as text, when Git does not know the revision or it holds no fleet
 */
export function checkOut(fleetRoot: string, revision: string, scratch: () => string): Checkout | string {
  const git = fleetGit(fleetRoot);
  const commit = commitOf(git, fleetRoot, revision);
  if (typeof commit !== "string") return commit.wrong;
  const entries: Entry[] = [];
  for (const folder of fleetFolders) {
    const below = entriesBelow(git, commit, folder);
    if (below === undefined) {
      // A fleet may be written in TypeScript alone.
      if (git(["rev-parse", "--verify", "--quiet", `${commit}:./${programFile}`]).ok) continue;
      return `found no folder sites at ${revision}, expected a fleet there`;
    }
    if (typeof below === "string") return `${below} at ${revision}`;
    entries.push(...below);
  }
  return written({ git, fleetRoot, commit, revision }, entries, scratch);
}

/**
 * Writes out a fleet's own code at one revision: every module and JSON file outside of sites/ and apps/.
 *
 * @returns undefined when there is none at that revision; what is wrong, as text, as `checkOut` tells it
 */
export function checkOutCode(
  fleetRoot: string,
  revision: string,
  scratch: () => string,
): Checkout | string | undefined {
  const git = fleetGit(fleetRoot);
  const commit = commitOf(git, fleetRoot, revision);
  if (typeof commit !== "string") return commit.wrong;
  const all = listed(git, `${commit}:./`, "");
  const entries = (all ?? []).filter(
    ({ path, mode }) => CODE.test(path) && !NO_CODE.test(path) && !isFleetPath(path) && isFile(mode),
  );
  if (!entries.some(({ path }) => path === configurationFile || path === programFile)) return undefined;
  return written({ git, fleetRoot, commit, revision }, entries, scratch);
}

/** A link could lead to a file of the machine. */
function isFile(mode: string): boolean {
  return mode !== treeMode.symlink && mode !== treeMode.submodule;
}

/** The commit that a revision names; what is wrong, with the next step, when it names none. */
export function commitOf(git: FleetGit, fleetRoot: string, revision: string): string | { readonly wrong: string } {
  const parsed = git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (parsed.ok) return parsed.stdout.toString().trim();
  const wrong = `found revision ${revision}, expected a branch, tag or commit of the Git repository around ${fleetRoot}`;
  return { wrong: `${wrong}\n  next: ${nextStep(git)}` };
}

/** What helps where a revision is none. */
function nextStep(git: FleetGit): string {
  if (!git(["rev-parse", "--git-dir"]).ok) return "run git init there, and commit the files";
  if (!git(["rev-parse", "--verify", "--quiet", "HEAD"]).ok) return "commit the files: there is no commit yet";
  return "git branch --all and git log name those that there are; a clone of one branch may need git fetch";
}

interface Revision {
  readonly git: FleetGit;
  readonly fleetRoot: string;
  readonly commit: string;
  readonly revision: string;
}

function written(
  { git, fleetRoot, commit, revision }: Revision,
  entries: readonly Entry[],
  scratch: () => string,
): Checkout | string {
  const wrong = entries.find(({ path }) => !isPlainPath(path));
  if (wrong)
    return `found the path ${JSON.stringify(wrong.path)} at ${revision}, expected names that a checkout can have`;
  const submodule = entries.find(({ mode }) => mode === treeMode.submodule);
  if (submodule) return `${submodule.path} is a submodule at ${revision}, expected files of the fleet's own repository`;
  const [converted] = convertedFiles(
    fleetRoot,
    commit,
    entries.map(({ path }) => path),
  );
  if (converted)
    return `${converted.path} is converted by the attribute ${converted.attribute} of a .gitattributes at ${revision}, expected files that a checkout leaves as they are`;
  const blobs = readBlobs(
    git,
    entries.map(({ id }) => id),
  );
  if (typeof blobs === "string") return `${blobs}, which ${revision} needs; \`git fsck --full\` tells more`;
  const pointer = entries.find(({ id }) => blobs.get(id)?.toString("latin1", 0, LFS_POINTER.length) === LFS_POINTER);
  if (pointer) return `${pointer.path} is a pointer of Git LFS at ${revision}, expected the file itself`;
  const root = scratch();
  for (const { path, mode, id } of entries) write(join(root, path), mode, blobs.get(id) as Buffer);
  return { root, commit: commit.slice(0, 12) };
}

/** Undefined when there is no folder sites; a text when something else is in its place. */
function entriesBelow(git: FleetGit, commit: string, folder: string): readonly Entry[] | string | undefined {
  if (!git(["rev-parse", "--verify", "--quiet", `${commit}:./${folder}`]).ok)
    return folder === "sites" ? undefined : [];
  return listed(git, `${commit}:./${folder}`, `${folder}/`) ?? `${folder} is no folder, or its tree cannot be read,`;
}

/** All files below a tree; undefined when it is none or cannot be read. */
function listed(git: FleetGit, tree: string, prefix: string): readonly Entry[] | undefined {
  const run = git(["ls-tree", "-r", "-z", "--full-tree", tree]);
  if (!run.ok) return undefined;
  return run.stdout
    .toString("latin1")
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => {
      const [mode = "", , id = ""] = line.slice(0, line.indexOf("\t")).split(" ");
      const name = Buffer.from(line.slice(line.indexOf("\t") + 1), "latin1").toString("utf8");
      return { mode, id, path: `${prefix}${name}` };
    });
}

/** Whether a checkout makes a file of this name: Git refuses the others, but an object store may hold them. */
function isPlainPath(path: string): boolean {
  return !path.includes("\uFFFD") && path.split("/").every((name) => name !== "" && !/^(\.{1,2}|\.git)$/i.test(name));
}

function write(path: string, mode: string, bytes: Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  if (mode !== treeMode.symlink || !madeLink(path, bytes)) writeFileSync(path, bytes);
}

/** False on a Windows that lets nobody make links: Git leaves a file with the link's words there. */
function madeLink(path: string, target: Buffer): boolean {
  try {
    symlinkSync(target, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
    return false;
  }
}
