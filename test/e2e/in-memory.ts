import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";
import { withPruneProtection } from "../../engines/protection.ts";
import type { JsonObject } from "../../model/json.ts";
import type { KubernetesObject } from "../../model/manifest.ts";

const inMemory: JsonObject = { backend: { inMemory: {} } };

/**
 * What becomes of the kinds of Metal3 when its servers exist in memory only.
 *
 * A Metal3Cluster that shall go waits until its machines are gone (CAPM3, controllers/metal3cluster_controller.go). A
 * DevCluster forgets them at once, and then they can never go. So it is left to Cluster API, which removes it after the
 * machines, and the namespace stays.
 */
const swapped: Readonly<Record<string, (object: KubernetesObject) => KubernetesObject>> = {
  Namespace: withPruneProtection,
  Metal3Cluster: (object) => withPruneProtection({ ...object, kind: "DevCluster", spec: inMemory }),
  Metal3MachineTemplate: (object) => ({
    ...object,
    kind: "DevMachineTemplate",
    spec: { template: { spec: inMemory } },
  }),
};

/** Clusters in memory have no Jobs, so the first agent is not sent there. */
const LEFT_OUT = /^clusterresourceset_/;

/** References to infrastructure name a kind; Cluster API reads the API version from the definition. */
const REFERENCE = /(infrastructureRef:\n(?: +apiGroup: .*\n)? +kind: )Metal3(\w+)/g;

/**
 * A second repository that follows a published one, commit for commit, with the infrastructure of the sites below
 * `hub/sites` swapped for one in memory. All else is as published.
 */
export class InMemoryMirror {
  readonly #published: string;
  readonly #bare: string;
  readonly #work: string;

  /** @param folder for its work tree */
  constructor(published: string, bare: string, folder: string) {
    this.#published = published;
    this.#bare = bare;
    this.#work = join(folder, "mirror");
    execFileSync("git", ["init", "-q", "--bare", "-b", "main", bare]);
    execFileSync("git", ["clone", "-q", bare, this.#work], { stdio: "ignore" });
  }

  /** Brings the mirror to the tip of the published repository. */
  follow(): void {
    for (const entry of readdirSync(this.#work))
      if (entry !== ".git") rmSync(join(this.#work, entry), { recursive: true });
    const copy = `${this.#work}-copy`;
    execFileSync("git", ["clone", "-q", "--depth=1", `file://${this.#published}`, copy]);
    rmSync(join(copy, ".git"), { recursive: true });
    mkdirSync(this.#work, { recursive: true });
    cpSync(copy, this.#work, { recursive: true });
    rmSync(copy, { recursive: true });
    const root = join(this.#work, "hub/sites");
    for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
      if (file.endsWith(".yaml")) swapFile(join(root, file));
    }
    this.#git("add", "-A");
    this.#git(
      "-c",
      "user.name=lab",
      "-c",
      "user.email=lab@flotilla.dev",
      "commit",
      "-q",
      "--allow-empty",
      "-m",
      "Swap",
    );
    this.#git("push", "-q", this.#bare, "HEAD:main");
  }

  #git(...args: readonly string[]): void {
    execFileSync("git", args, { cwd: this.#work, stdio: "pipe" });
  }
}

function swapFile(path: string): void {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (LEFT_OUT.test(name)) {
    rmSync(path);
    return;
  }
  const text = readFileSync(path, "utf8");
  if (name === "kustomization.yaml") {
    const lines = text.split("\n").filter((line) => !LEFT_OUT.test(line.replace(/^\s*- /, "")));
    writeFileSync(path, lines.join("\n"));
    return;
  }
  const object = load(text) as KubernetesObject;
  const swap = swapped[object.kind];
  writeFileSync(path, swap ? dump(swap(object)) : text.replace(REFERENCE, "$1Dev$2"));
}
