import { type Dirent, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type ResourceLimits, Worker } from "node:worker_threads";
import type { Destination } from "../repository-stager.ts";
import type { Answer, Lane, Order } from "./worker.ts";

/** What a thread is told at its start. */
export interface ThreadSetup {
  /** Folder of the fleet. */
  readonly root: string;
  /** Names of regions, `centre` as one of them; empty for all. */
  readonly regions: readonly string[];
  /** URL of the module of profiles. */
  readonly profiles: string;
  readonly destination: Destination | undefined;
}

/** Bytes of zone files, about 2,000 sites, for which threads earn their start. */
const WORTH_THREADS = 1_200_000;

/**
 * How many threads shall help this one to compile a fleet: none when it is small, when one region is all there is, or
 * when there is one processor.
 */
export function threadCount(root: string, regions: readonly string[]): number {
  if (regions.length === 1 || availableParallelism() < 2) return 0;
  return sizeOfZones(join(root, "sites")) < WORTH_THREADS ? 0 : Math.min(4, availableParallelism()) - 1;
}

function sizeOfZones(sites: string): number {
  const below = (folder: string): readonly Dirent[] => {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch {
      // Whatever is wrong there is told by the loader.
      return [];
    }
  };
  const files = below(sites)
    .filter((entry) => entry.isDirectory())
    .flatMap((region) => below(join(sites, region.name)).filter((entry) => entry.isFile()));
  return files.reduce(
    (sum, file) => sum + (statSync(join(file.parentPath, file.name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** Starts threads; each reads the regions that it takes by itself. */
export function startThreads(count: number, setup: ThreadSetup): readonly Lane[] {
  const resourceLimits = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: heapLimit(setup.root) };
  return Array.from({ length: count }, () => new Thread(setup, resourceLimits));
}

/**
 * In MB. V8 collects garbage the later the higher the limit is; this one is many times what one region needs, and
 * grows with the fleet.
 */
function heapLimit(root: string): number {
  return 512 + Math.ceil(sizeOfZones(join(root, "sites")) / 2 ** 14);
}

class Thread implements Lane {
  readonly #worker: Worker;
  readonly #failure: Promise<never>;

  constructor(setup: ThreadSetup, resourceLimits: ResourceLimits) {
    this.#worker = new Worker(new URL("./worker-entry.ts", import.meta.url), { workerData: setup, resourceLimits });
    this.#failure = new Promise((_, reject) => this.#worker.once("error", reject));
    // Whoever asks is told; nobody may be asking at that moment.
    this.#failure.catch(() => {});
  }

  ask(order: Order): Promise<Answer> {
    const answer = new Promise<Answer>((resolve) => this.#worker.once("message", resolve));
    this.#worker.postMessage(order);
    return Promise.race([answer, this.#failure]);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
