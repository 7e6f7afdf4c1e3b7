import { join } from "node:path";
import type { Lab } from "../../lab/servers/lab.ts";
import { type FleetOptions, fleetFiles, flotilla, writeFiles } from "./fleet.ts";
import { WorkTree } from "./published.ts";

/** The fleet of a test: its files, and its region `north` as published to the repositories of a lab. */
export class PublishedFleet {
  /** The region's repository, as somebody else sees it. */
  readonly tree: WorkTree;
  /** The bare repository itself. */
  readonly repository: string;
  readonly #folder: string;
  readonly #repositories: string;
  #files: Readonly<Record<string, string>>;

  private constructor(lab: Pick<Lab<string>, "folder" | "repositories">, files: Readonly<Record<string, string>>) {
    this.#folder = join(lab.folder, "fleet");
    this.#repositories = lab.repositories;
    this.#files = files;
    this.repository = join(lab.repositories, "north.git");
    this.tree = new WorkTree(this.repository, lab.folder);
  }

  /** Publishes the fleet of fleetFiles. */
  static async publish(lab: Lab<string>, options: Partial<FleetOptions> = {}): Promise<PublishedFleet> {
    const files = fleetFiles({ repositories: lab.git.url, registry: lab.registry.host, ...options });
    await publish(join(lab.folder, "fleet"), files, lab.repositories);
    return new PublishedFleet(lab, files);
  }

  text(file: string): string {
    return this.#files[file] ?? "";
  }

  /** Publishes the fleet with one file edited. @throws when there is nothing to edit, or `publish` fails */
  async edit(file: string, from: string | RegExp, to: string): Promise<void> {
    const changed = this.text(file).replace(from, to);
    if (changed === this.text(file)) throw new Error(`${file} has nothing like ${from}`);
    const next = { ...this.#files, [file]: changed };
    await publish(this.#folder, next, this.#repositories);
    this.#files = next;
  }

  /** Adds text to a published file past Flotilla, and takes it back once `act` has seen the commit. */
  async poisoned(path: string, addition: string, act: (commit: string) => Promise<void>): Promise<void> {
    const good = this.tree.pull().text(path);
    const bad = this.tree.commit(path, good + addition);
    try {
      await act(bad);
    } finally {
      this.tree.commit(path, good);
    }
  }
}

async function publish(fleet: string, files: Readonly<Record<string, string>>, repositories: string) {
  writeFiles(fleet, files);
  await flotilla("publish", "--fleet", fleet, "--region", "north", "--to", repositories);
}
