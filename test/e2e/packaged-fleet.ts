import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const clone = join(import.meta.dirname, "../..");

/** Git without anybody's configuration but a name. */
export function git(folder: string, ...args: readonly string[]): string {
  const name = ["-c", "user.name=Reader", "-c", "user.email=reader@example.com"];
  return execFileSync("git", ["-C", folder, ...name, ...args], { encoding: "utf8", stdio: "pipe" }).trim();
}

/** Builds the package and starts a fleet with it in `scratch/fleet`, as a person would; committed on main. */
export function packagedFleet(scratch: string): string {
  const npm = (cwd: string, ...args: readonly string[]) =>
    execFileSync("npm", [...args], {
      cwd,
      encoding: "utf8",
      env: { ...process.env, npm_config_update_notifier: "false" },
    });
  const quiet = ["--prefer-offline", "--no-audit", "--no-fund"];
  npm(clone, "run", "package", "--", "--silent", "--pack-destination", scratch);
  const archive = join(scratch, readdirSync(scratch).find((name) => name.endsWith(".tgz")) ?? "");
  const seed = join(scratch, "seed");
  const fleet = join(scratch, "fleet");
  mkdirSync(seed);
  writeFileSync(join(seed, "package.json"), '{ "private": true }');
  npm(seed, "install", ...quiet, archive);
  execFileSync("npx", ["--no-install", "flotilla", "init", fleet], { cwd: seed });
  npm(fleet, "install", ...quiet, "--save-dev", archive);
  git(fleet, "add", "--all");
  git(fleet, "commit", "--quiet", "--message=Start");
  return fleet;
}
