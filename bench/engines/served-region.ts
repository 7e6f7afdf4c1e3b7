/** Rewrites a published repository on its way to the hub that reads it. */

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Changes } from "./layouts.ts";

/** A change of the files below hub/, given what is there. */
export type Rewrite = (files: ReadonlyMap<string, string>) => Changes;

/** A published repository, rewritten on its way to the one that the hub reads. */
export class ServedRegion {
  readonly #published: string;
  readonly #served: string;
  readonly #folder: string;

  /** @param folder a folder that does not exist yet, for the work tree */
  constructor(published: string, served: string, folder: string) {
    this.#published = published;
    this.#served = served;
    this.#folder = folder;
    execFileSync("git", ["init", "-q", "--bare", "-b", "main", served]);
    execFileSync("git", ["init", "-q", "-b", "main", folder]);
  }

  /** Commits the newest published tree, rewritten; `push` makes it visible. */
  prepare(rewrites: readonly Rewrite[]): void {
    this.#git("fetch", "-q", this.#published, "main");
    this.#git("read-tree", "-u", "--reset", "FETCH_HEAD");
    for (const rewrite of rewrites) {
      for (const [path, text] of rewrite(this.#hubFiles())) {
        const file = join(this.#folder, path);
        mkdirSync(dirname(file), { recursive: true });
        if (text === null) rmSync(file);
        else writeFileSync(file, text);
      }
    }
    this.#git("add", "-A");
    this.#git("-c", "user.name=bench", "-c", "user.email=bench@flotilla.dev", "commit", "-q", "-m", "Bench");
  }

  /** The commit that was pushed. */
  push(): string {
    this.#git("push", "-q", this.#served, "HEAD:main");
    return this.#git("rev-parse", "HEAD").trim();
  }

  /** Names of the Kustomizations of the hub. */
  kustomizations(): readonly string[] {
    return readdirSync(join(this.#folder, "hub/delivery")).flatMap((file) => {
      const [, name] = /^kustomization_flux-system_(.+)\.yaml$/.exec(file) ?? [];
      return name === undefined ? [] : [name];
    });
  }

  #hubFiles(): ReadonlyMap<string, string> {
    const hub = join(this.#folder, "hub");
    const paths = readdirSync(hub, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".yaml"));
    return new Map(paths.map((path) => [`hub/${path}`, readFileSync(join(hub, path), "utf8")]));
  }

  #git(...args: readonly string[]): string {
    return execFileSync("git", args, { cwd: this.#folder, encoding: "utf8", maxBuffer: 1e9 });
  }
}
