import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import type { KubernetesObject } from "../../model/manifest.ts";

/** A work tree of a published repository, to read what was published and to write past Flotilla. */
export class WorkTree {
  readonly #folder: string;

  /** Clones the bare repository into a new folder below `parent`. */
  constructor(bare: string, parent: string) {
    this.#folder = mkdtempSync(join(parent, "clone-"));
    execFileSync("git", ["clone", "-q", bare, this.#folder]);
  }

  /** Fetches what was published since. */
  pull(): this {
    this.#git("fetch", "-q", "origin", "main");
    this.#git("reset", "-q", "--hard", "origin/main");
    return this;
  }

  get tip(): string {
    return this.#git("rev-parse", "HEAD").trim();
  }

  /** Objects of a folder, without its kustomization.yaml; none when there is no such folder. */
  objects(folder: string): readonly KubernetesObject[] {
    const root = join(this.#folder, folder);
    return readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".yaml") && !file.endsWith("kustomization.yaml"))
      .map((file) => load(readFileSync(join(root, file), "utf8")) as KubernetesObject);
  }

  /** Paths of the folders right below a folder. */
  layers(folder: string): readonly string[] {
    return readdirSync(join(this.#folder, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${folder}/${name}`);
  }

  text(path: string): string {
    return readFileSync(join(this.#folder, path), "utf8");
  }

  /** Writes a file, or removes it when the text is null, commits and pushes, as somebody would by hand. */
  commit(path: string, text: string | null): string {
    if (text === null) rmSync(join(this.#folder, path), { recursive: true });
    else writeFileSync(join(this.#folder, path), text);
    this.#git("add", "-A");
    return this.#push();
  }

  /** Commits and pushes what was published at an earlier commit, as a revert of everything since does. */
  restore(commit: string): string {
    this.pull();
    this.#git("read-tree", "-u", "--reset", commit);
    return this.#push();
  }

  #push(): string {
    this.#git("-c", "user.name=hand", "-c", "user.email=hand@panji.example", "commit", "-q", "-m", "By hand");
    this.#git("push", "-q", "origin", "HEAD:main");
    return this.tip;
  }

  /** The same with several files in one commit. */
  commitAll(files: Readonly<Record<string, string | null>>): string {
    for (const [path, text] of Object.entries(files)) {
      if (text === null) rmSync(join(this.#folder, path), { recursive: true });
      else writeFileSync(join(this.#folder, path), text);
    }
    this.#git("add", "-A");
    this.#git("-c", "user.name=hand", "-c", "user.email=hand@panji.example", "commit", "-q", "-m", "By hand");
    this.#git("push", "-q", "origin", "HEAD:main");
    return this.tip;
  }

  #git(...args: readonly string[]): string {
    return execFileSync("git", args, { cwd: this.#folder, encoding: "utf8" });
  }
}
