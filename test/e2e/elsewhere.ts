/** A folder of the machine in which nothing of the clone can be reached: no path, no variable, no folder above. */

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { expect } from "vitest";

const clone = resolve(import.meta.dirname, "../..");

export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  /** Both streams. */
  readonly text: string;
}

export class Elsewhere {
  readonly folder = mkdtempSync(join(tmpdir(), "flotilla-elsewhere-"));
  readonly env: Readonly<Record<string, string>>;

  constructor() {
    // Node itself lies in the clone.
    const bin = join(this.folder, "bin");
    mkdirSync(bin);
    copyFileSync(process.execPath, join(bin, "node"));
    const kept = Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ||
      value.includes(clone) ||
      /^(npm_|NODE_PATH$|NODE_OPTIONS$|INIT_CWD$|VITEST|TEST$)/i.test(name)
        ? []
        : [[name, value] as const],
    );
    const path = (process.env["PATH"] ?? "").split(delimiter).filter((each) => !each.startsWith(clone));
    this.env = {
      ...Object.fromEntries(kept),
      PATH: [bin, ...path].join(delimiter),
      NO_COLOR: "1",
      npm_config_update_notifier: "false",
      npm_config_prefer_offline: "true",
      npm_config_audit: "false",
      npm_config_fund: "false",
    };
    expect(JSON.stringify(this.env)).not.toContain(clone);
    expect(this.folder.startsWith(clone)).toBe(false);
  }

  run(program: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Ending {
    const all = { ...this.env, ...env };
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd,
      encoding: "utf8",
      env: all,
      maxBuffer: 1024 ** 3,
    });
    return { code: status, stdout, text: `${stdout}${stderr}` };
  }

  /** @returns both streams of what ended well */
  must(program: string, args: readonly string[], cwd: string): string {
    const { code, text } = this.run(program, args, cwd);
    if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${text}`);
    return text;
  }

  /** A fleet that the package's own `init` makes, committed. It is installed as `init` says, which older ones say of a registry. */
  startFleet(archive: string, name: string, age: "this version" | "older" = "this version"): string {
    const seed = join(this.folder, `seed-of-${name}`);
    const fleet = join(this.folder, name);
    mkdirSync(seed);
    writeFileSync(join(seed, "package.json"), '{ "private": true }');
    this.must("npm", ["install", archive], seed);
    const said = this.must("npx", ["--no-install", "flotilla", "init", fleet], seed);
    rmSync(seed, { recursive: true });
    const [, install = ""] = /^ {2}npm (install --save-dev \.\/vendor\/.*\.tgz)$/m.exec(said) ?? [];
    expect(install === "").toBe(age === "older");
    this.must("npm", install === "" ? ["install", "--save-dev", archive] : install.split(" "), fleet);
    this.commit(fleet, "Start");
    return fleet;
  }

  commit(folder: string, message: string): void {
    this.must("git", ["add", "--all"], folder);
    this.must(
      "git",
      ["-c", "user.name=Reader", "-c", "user.email=reader@example.com", "commit", "-qm", message],
      folder,
    );
  }

  /** The archive as a package of another version, with some of its files changed. */
  repacked(archive: string, version: string, edits: Readonly<Record<string, (text: string) => string>> = {}): string {
    const folder = join(this.folder, `as-${version}`);
    mkdirSync(folder);
    this.must("tar", ["-xzf", archive], folder);
    const named = (text: string) => JSON.stringify({ ...(JSON.parse(text) as object), version }, undefined, 2);
    for (const [path, edit] of [
      ["package.json", named],
      ["dist/package.json", named],
      ...Object.entries(edits),
    ] as const) {
      const file = join(folder, "package", path);
      const before = readFileSync(file, "utf8");
      const after = edit(before);
      if (after === before) throw new Error(`the edit of ${path} changed nothing`);
      writeFileSync(file, after);
    }
    const made = join(this.folder, `flotilla-${version}.tgz`);
    this.must("tar", ["-czf", made, "package"], folder);
    rmSync(folder, { recursive: true });
    return made;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The package of the clone, as the archive that `npm run package` makes. */
export function packageOfClone(into: string): string {
  return packed(clone, into);
}

/** The package as it was at a commit of the clone. */
export function packageOfCommit(commit: string, into: string): string {
  const source = join(into, `source-${commit}`);
  mkdirSync(source, { recursive: true });
  const { stdout, status, stderr } = spawnSync("git", ["-C", clone, "archive", commit], { maxBuffer: 1024 ** 3 });
  if (status !== 0) throw new Error(`no commit ${commit}, which the clone's history has: ${String(stderr)}`);
  spawnSync("tar", ["-x"], { cwd: source, input: stdout });
  // What a build takes from there is a compiler.
  spawnSync("ln", ["-s", join(clone, "node_modules"), join(source, "node_modules")]);
  const archive = packed(source, dirname(source));
  rmSync(source, { recursive: true });
  return archive;
}

function packed(source: string, into: string): string {
  const folder = join(into, `package-of-${source.split("/").at(-1)}`);
  mkdirSync(folder, { recursive: true });
  for (const [program, args] of [
    [process.execPath, ["packaging/build.ts"]],
    ["npm", ["pack", "--silent", "--pack-destination", folder]],
  ] as const) {
    const { status, stderr } = spawnSync(program, args, { cwd: source, encoding: "utf8" });
    if (status !== 0) throw new Error(`${program} ${args.join(" ")} in ${source}: ${stderr}`);
  }
  const { stdout } = spawnSync("ls", [folder], { encoding: "utf8" });
  return join(folder, stdout.trim());
}
