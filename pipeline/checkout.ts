import { spawnSync } from "node:child_process";

/** The fleet's files at a Git revision, in a folder that goes with the process. */
export interface Checkout {
  readonly root: string;
  /** Short commit id. */
  readonly commit: string;
}

/**
 * Extracts sites/ and apps/ of one revision.
 *
 * @param scratch makes the folder for it
 * @returns what is wrong, as text, when Git does not know the revision or it holds no fleet
 */
export function checkOut(fleetRoot: string, revision: string, scratch: () => string): Checkout | string {
  const git = (...args: readonly string[]) =>
    spawnSync("git", ["-C", fleetRoot, ...args], { maxBuffer: 1024 ** 3, env: { ...process.env, LC_ALL: "C" } });
  if (revision.startsWith("-")) return `found revision ${revision}, expected a branch, tag or commit`;
  const parsed = git("rev-parse", "--verify", "--quiet", "--short=12", `${revision}^{commit}`);
  if (parsed.status !== 0) {
    return `found revision ${revision}, expected a branch, tag or commit of the Git repository around ${fleetRoot}`;
  }
  const commit = parsed.stdout.toString().trim();
  const folders = ["sites", "apps"].filter((folder) => git("cat-file", "-e", `${commit}:./${folder}`).status === 0);
  if (!folders.includes("sites")) return `found no folder sites at ${revision}, expected a fleet there`;
  const root = scratch();
  const archive = git("archive", "--format=tar", commit, ...folders);
  const unpacked = spawnSync("tar", ["-x", "-C", root], { input: archive.stdout });
  if (archive.status !== 0 || unpacked.status !== 0)
    return `the files of ${revision} could not be extracted into ${root}`;
  return { root, commit };
}
