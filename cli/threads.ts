import { type Dirent, readdirSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type ResourceLimits, Worker } from "node:worker_threads";
import type { CompiledRepository } from "../compiler/compile.ts";
import type { Destination, Published } from "./work.ts";
import { inOrder, type Workforce } from "./workforce.ts";

/** What a thread is told at its start. */
export interface ThreadSetup {
  /** Folder of the fleet. */
  readonly root: string;
  /** URL of the module of profiles. */
  readonly profiles: string;
  readonly destination: Destination | undefined;
}

/** What a thread is told later; `taken` counts the names that any thread has taken. */
export type ThreadOrder =
  | { readonly kind: "compile"; readonly names: readonly string[]; readonly taken: Int32Array<SharedArrayBuffer> }
  | { readonly kind: "commit" | "discard" };

/** What a thread answers, once to each order. */
export interface ThreadAnswer {
  readonly compiled: readonly (readonly [name: string, result: CompiledRepository])[];
  readonly published: readonly Published[];
}

/** Bytes of zone files, about 2,000 sites, for which threads earn their start. */
const WORTH_THREADS = 1_200_000;

/**
 * How many threads shall compile a fleet: none when it is small, when one region is all there is, or when there is
 * one processor. FLOTILLA_THREADS overrules it.
 */
export function threadCount(root: string, regions: readonly string[], wish: string | undefined): number {
  if (wish !== undefined && /^\d+$/.test(wish)) return Number(wish);
  if (regions.length === 1 || availableParallelism() < 2) return 0;
  return sizeOfZones(join(root, "sites")) < WORTH_THREADS ? 0 : Math.min(4, availableParallelism());
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

/**
 * Starts threads. Each reads the regions that it takes by itself; what comes out is the same as from one thread.
 * They end with `commit` or `discard`.
 */
export function startThreads(count: number, setup: ThreadSetup): Workforce {
  const resourceLimits = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: heapLimit(setup.root) };
  const threads = Array.from({ length: count }, () => new Thread(setup, resourceLimits));
  let order: readonly string[] = [];
  const end = () => Promise.all(threads.map((thread) => thread.end()));
  /** One thread that fails ends all: the others would keep the process alive. */
  const ask = async (order: ThreadOrder) => {
    try {
      const answers = await Promise.all(threads.map((thread) => thread.ask(order)));
      if (order.kind !== "compile") await end();
      return answers;
    } catch (cause) {
      await end();
      throw cause;
    }
  };
  return {
    compile: async (names) => {
      order = names;
      const taken = new Int32Array(new SharedArrayBuffer(4));
      const answers = await ask({ kind: "compile", names, taken });
      return inOrder(names, new Map(answers.flatMap(({ compiled }) => compiled)));
    },
    commit: async () => {
      const published = (await ask({ kind: "commit" })).flatMap((answer) => answer.published);
      return inOrder(order, new Map(published.map((each) => [each.name, each])));
    },
    discard: async () => void (await ask({ kind: "discard" })),
  };
}

/**
 * In MB. V8 collects garbage the later the higher the limit is; this one is many times what one region needs, and
 * grows with the fleet.
 */
function heapLimit(root: string): number {
  return 512 + Math.ceil(sizeOfZones(join(root, "sites")) / 2 ** 14);
}

class Thread {
  readonly #worker: Worker;
  readonly #failure: Promise<never>;

  constructor(setup: ThreadSetup, resourceLimits: ResourceLimits) {
    this.#worker = new Worker(new URL("./thread.ts", import.meta.url), { workerData: setup, resourceLimits });
    this.#failure = new Promise((_, reject) => this.#worker.once("error", reject));
    // Whoever asks is told; nobody may be asking at that moment.
    this.#failure.catch(() => {});
  }

  ask(order: ThreadOrder): Promise<ThreadAnswer> {
    const answer = new Promise<ThreadAnswer>((resolve) => this.#worker.once("message", resolve));
    this.#worker.postMessage(order);
    return Promise.race([answer, this.#failure]);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
