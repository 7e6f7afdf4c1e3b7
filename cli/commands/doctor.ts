/** `flotilla doctor`: checks that this machine can run everything. */

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { version } from "../../pipeline/version.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";

interface Examination {
  readonly what: string;
  readonly found: string;
  /** Undefined when all is well. */
  readonly next?: string;
  /** Something works less well, nothing fails. */
  readonly optional?: true;
}

export const run: Run = async (_, terminal) => {
  const examinations = [
    node(),
    git(),
    identity(),
    signing(),
    pulumi(),
    pulumiPackages(terminal.cwd),
    kubectl(),
    memory(),
  ];
  terminal.stdout(`flotilla ${version}\n`);
  for (const { what, found, next, optional } of examinations) {
    const mark = next === undefined ? "ok  " : optional ? "note" : "FAIL";
    terminal.stdout(`${mark}  ${what.padEnd(14)}${found}${next === undefined ? "" : `\n      next: ${next}`}\n`);
  }
  return examinations.some(({ next, optional }) => next !== undefined && !optional) ? exitCode.invalid : exitCode.ok;
};

/** First line of what a program prints, or undefined when it cannot be run. */
function ask(program: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync(program, args, { encoding: "utf8" });
  return status === 0 ? stdout.trim().split("\n")[0] : undefined;
}

function atLeast(found: string | undefined, ...wanted: readonly number[]): boolean {
  const numbers = /(\d+)\.(\d+)/.exec(found ?? "");
  if (!numbers) return false;
  const [major = 0, minor = 0] = [Number(numbers[1]), Number(numbers[2])];
  const [wantedMajor = 0, wantedMinor = 0] = wanted;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

function node(): Examination {
  const found = process.version;
  const what = "node";
  return atLeast(found, 22, 18) ? { what, found } : { what, found, next: "run npm ci, which brings Node 24" };
}

function git(): Examination {
  const found = ask("git", "--version") ?? "not found";
  const what = "git";
  return atLeast(found, 2, 38) ? { what, found } : { what, found, next: "install Git 2.38 or newer" };
}

function identity(): Examination {
  const what = "committer";
  const found = ask("git", "config", "user.email");
  if (found) return { what, found };
  return {
    what,
    found: "Flotilla <flotilla@localhost>",
    optional: true,
    next: "git config --global user.name and user.email",
  };
}

function signing(): Examination {
  const what = "signing";
  if (ask("git", "config", "--type=bool", "commit.gpgsign") !== "true") {
    return {
      what,
      found: "off",
      optional: true,
      next: "git config --global commit.gpgsign true, to sign what is published",
    };
  }
  const key = ask("git", "config", "user.signingkey");
  const format = ask("git", "config", "gpg.format") ?? "openpgp";
  return key
    ? { what, found: `${format}, ${key}` }
    : { what, found: `${format}, no key`, next: "git config user.signingkey KEY" };
}

function pulumi(): Examination {
  const what = "pulumi";
  const found = ask("pulumi", "version");
  if (atLeast(found, 3, 221)) return { what, found: found ?? "" };
  const next = "install Pulumi 3.221 or newer, or run npm run pulumi:install; only pulumi preview and up need it";
  return { what, found: found ?? "not on PATH", optional: true, next };
}

/** Optional for a fleet: stacks alone need them. */
function pulumiPackages(folder: string): Examination {
  const { resolve } = createRequire(join(folder, "package.json"));
  const missing = ["@pulumi/pulumi", "@pulumi/policy"].filter((name) => {
    try {
      return resolve(name) === "";
    } catch {
      return true;
    }
  });
  const what = "pulumi SDK";
  if (missing.length === 0) return { what, found: "@pulumi/pulumi, @pulumi/policy" };
  const next = `npm install --save-dev ${missing.join(" ")}; only pulumi preview and up need it`;
  return { what, found: `no ${missing.join(", ")}`, optional: true, next };
}

function kubectl(): Examination {
  const what = "kubectl";
  const found = ask("kubectl", "version", "--client");
  if (found) return { what, found };
  return { what, found: "not found", optional: true, next: "install kubectl to build folders with kubectl kustomize" };
}

function memory(): Examination {
  const megabytes = Math.round(process.availableMemory() / 1024 / 1024);
  const what = "memory";
  const found = `${megabytes} MiB available`;
  return megabytes > 600 ? { what, found } : { what, found, optional: true, next: "10,000 sites need about 500 MiB" };
}
