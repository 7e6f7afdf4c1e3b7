/** How many worker threads a fleet gets, and how they are started, asked and ended. */

import { type Dirent, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type ResourceLimits, Worker as Thread } from "node:worker_threads";
import type { Destination } from "../destination.ts";
import type { PublishedRepository } from "../repository-stager.ts";
import type { CodeSource } from "../settings.ts";
import type { Landed, Worker, WorkerRequest, WorkerResponse } from "./worker.ts";

/** What a worker thread is given at its start. */
export interface WorkerSetup {
  /** Folder of the fleet. */
  readonly root: string;
  /** Names of regions, `centre` as one of them; empty for all. */
  readonly regions: readonly string[];
  /** URL of the module of profiles. */
  readonly profiles: string;
  readonly code: CodeSource | undefined;
  /** As `RunSettings` has it. */
  readonly cache: string | undefined;
  readonly destination: Destination | undefined;
}

/** Bytes of zone files, about 2,000 sites, from which on worker threads earn their start. */
const MIN_BYTES_FOR_WORKERS = 1_200_000;

/**
 * How many worker threads shall help this one to compile a fleet: none when it is small, when one region is all there is, or
 * when there is one processor.
 */
export function workerCount(root: string, regions: readonly string[]): number {
  if (regions.length === 1 || availableParallelism() < 2) return 0;
  return sizeOfZones(join(root, "sites")) < MIN_BYTES_FOR_WORKERS ? 0 : Math.min(4, availableParallelism()) - 1;
}

function sizeOfZones(sites: string): number {
  const below = (folder: string): readonly Dirent[] => {
    try {
      return readdirSync(folder, { withFileTypes: true });
    } catch {
      // Whatever is wrong there is reported by the loader.
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

/** Starts worker threads; each reads the regions that it takes by itself. */
export function startWorkers(count: number, setup: WorkerSetup): readonly Worker[] {
  const resourceLimits = threadLimits(setup.root);
  return Array.from({ length: count }, () => new ThreadWorker(setup, resourceLimits));
}

/**
 * In MB, of a thread that takes region by region of the fleet in a folder. V8 collects garbage the later the higher the
 * limit is; this one is many times what one region needs, and grows with the fleet.
 */
export function threadLimits(root: string): ResourceLimits {
  return {
    maxYoungGenerationSizeMb: 32,
    maxOldGenerationSizeMb: 512 + Math.ceil(sizeOfZones(join(root, "sites")) / 2 ** 14),
  };
}

class ThreadWorker implements Worker {
  readonly #thread: Thread;
  readonly #failure: Promise<never>;

  constructor(setup: WorkerSetup, resourceLimits: ResourceLimits) {
    this.#thread = new Thread(new URL("./worker-entry.mjs", import.meta.url), { workerData: setup, resourceLimits });
    this.#failure = new Promise((_, reject) => this.#thread.once("error", reject));
    // Whoever asks is told; nobody may be asking at that moment.
    this.#failure.catch(() => {});
  }

  request(order: WorkerRequest, landed?: Landed): Promise<WorkerResponse> {
    const response = new Promise<WorkerResponse>((resolve) => {
      const take = (message: WorkerResponse | { readonly landed: PublishedRepository }) => {
        if ("landed" in message) return landed?.(message.landed);
        this.#thread.off("message", take);
        resolve(message);
      };
      this.#thread.on("message", take);
    });
    this.#thread.postMessage(order);
    return Promise.race([response, this.#failure]);
  }

  async end(): Promise<void> {
    await this.#thread.terminate();
  }
}
