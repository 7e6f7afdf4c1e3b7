import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const clone = join(import.meta.dirname, "..", "..");

/**
 * A team's fleet in a Git repository below `scratch`: the site that the guide for site engineers adds and a commit to
 * revert on the branch `feature`, and the repositories that the guides name. Returns its folder.
 */
export function makeGuideFleet(scratch: string): string {
  const fleet = join(scratch, "fleet");
  for (const path of ["sites/fleet.yaml", "sites/guangdong", "apps/retail/checkout.yaml"]) {
    cpSync(join(clone, path), join(fleet, path), { recursive: true });
  }
  replace(join(fleet, "sites/fleet.yaml"), "regions: 31", "regions: 1");
  mkdirSync(join(fleet, "out"));
  writeFileSync(join(fleet, ".gitignore"), "out/\n");
  git(fleet, "init", "--quiet", "--initial-branch=main");
  git(fleet, "config", "user.name", "Reader");
  git(fleet, "config", "user.email", "reader@example.com");
  // The guides publish to a server; its repositories lie beside the fleet.
  const server = `url.file://${join(scratch, "server")}/.insteadOf`;
  git(fleet, "config", "--file", join(scratch, ".gitconfig"), server, "https://git.panji.example/fleet/");
  commit(fleet, "Begin");
  for (const name of ["guangdong", "centre"]) {
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", join(scratch, "server", `${name}.git`)]);
  }
  git(fleet, "checkout", "--quiet", "-b", "feature");
  appendFileSync(join(fleet, "sites/guangdong/shenzhen.yaml"), siteOfGuide());
  commit(fleet, "Add a site");
  replace(join(fleet, "apps/retail/checkout.yaml"), "LOG_LEVEL: info", "LOG_LEVEL: warn");
  commit(fleet, "Say less");
  replace(join(fleet, "apps/retail/checkout.yaml"), "cpu: 250m", "cpu: 300m");
  commit(fleet, "Ask for more");
  return fleet;
}

/** The example of "Add a site". */
function siteOfGuide(): string {
  const text = readFileSync(join(clone, "docs/guide-site-engineer.md"), "utf8");
  const [, yaml] = /## Add a site\n[\s\S]*?```yaml\n([\s\S]*?)```/.exec(text) ?? [];
  if (yaml === undefined) throw new Error("the guide for site engineers shows no site");
  return yaml;
}

/** A folder with `npx`, which starts the command line of this clone. */
export function makePrograms(folder: string): void {
  mkdirSync(folder);
  const npx = join(folder, "npx");
  const program = join(clone, "cli/flotilla.mjs");
  writeFileSync(
    npx,
    `#!/bin/sh\n[ "$1" = --no-install ] && shift\n[ "$1" = flotilla ] || exit 64\nshift\nexec '${process.execPath}' '${program}' "$@"\n`,
  );
  chmodSync(npx, 0o755);
}

function commit(folder: string, message: string): void {
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", `--message=${message}`);
}

function git(folder: string, ...args: readonly string[]): void {
  execFileSync("git", ["-C", folder, ...args]);
}

function replace(file: string, from: string, to: string): void {
  const text = readFileSync(file, "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
  writeFileSync(file, text.replace(from, to));
}
