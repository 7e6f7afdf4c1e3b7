import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "../../lab/servers/lab.ts";
import { type FleetOptions, fleetFiles, runProgram, shippedProgram, writeFiles } from "../../lab/small-fleet.ts";
import { WorkTree } from "./published.ts";

type Files = Readonly<Record<string, string>>;

export interface PublishOptions extends Partial<FleetOptions> {
  /** Makes another fleet of it first. */
  readonly change?: (files: Files) => Files;
  /** Folder for the repositories; the one that the lab serves when unset. */
  readonly to?: string;
  /** Entry of the command line; the shipped one when unset. */
  readonly program?: string;
}

interface Place {
  /** Folder of the fleet's files. */
  readonly fleet: string;
  readonly to: string;
  readonly program: string;
}

/** The fleet of a test: its files, and its region `north` as published to the repositories of a lab. */
export class PublishedFleet {
  /** The region's repository, as somebody else sees it. */
  readonly tree: WorkTree;
  /** The bare repository itself. */
  readonly repository: string;
  readonly #place: Place;
  #files: Files;

  private constructor(folder: string, place: Place, files: Files) {
    this.#place = place;
    this.#files = files;
    this.repository = join(place.to, "north.git");
    this.tree = new WorkTree(this.repository, folder);
  }

  /** Publishes the fleet of fleetFiles. */
  static async publish(lab: Lab<string>, options: PublishOptions = {}): Promise<PublishedFleet> {
    const { change = (files: Files) => files, to = lab.repositories, program = shippedProgram, ...rest } = options;
    const files = change(fleetFiles({ repositories: lab.git.url, registry: lab.registry.host, ...rest }));
    const place = { fleet: join(lab.folder, "fleet"), to, program };
    await publish(place, files);
    return new PublishedFleet(lab.folder, place, files);
  }

  text(file: string): string {
    return this.#files[file] ?? "";
  }

  /** Publishes the fleet with one file edited. @throws when there is nothing to edit, and CommandError; then nothing changed */
  async edit(file: string, from: string | RegExp, to: string): Promise<void> {
    const changed = this.text(file).replace(from, to);
    if (changed === this.text(file)) throw new Error(`${file} has nothing like ${from}`);
    await this.change((files) => ({ ...files, [file]: changed }));
  }

  /** Publishes another fleet made of this one. @throws CommandError; then nothing changed */
  async change(make: (files: Files) => Files): Promise<void> {
    const next = make(this.#files);
    await publish(this.#place, next);
    this.#files = next;
  }

  /** Publishes the fleet once more as it is. @throws CommandError */
  async again(...options: readonly string[]): Promise<void> {
    await publish(this.#place, this.#files, ...options);
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

async function publish({ fleet, to, program }: Place, files: Files, ...options: readonly string[]) {
  rmSync(fleet, { recursive: true, force: true });
  writeFiles(fleet, files);
  await runProgram(program, ["publish", "--fleet", fleet, "--region", "north", "--to", to, ...options]);
}
