/** Compares the repositories of a fleet on several threads; what comes out is the same from one and from several. */

import { setImmediate } from "node:timers/promises";
import { Worker as Thread } from "node:worker_threads";
import { GitError } from "../../git/repository/git-error.ts";
import { threadLimits } from "../workers/worker-threads.ts";
import type { ComparedRepository, ComparisonSetup, ComparisonTask, RepositoryComparer } from "./repository-comparer.ts";

/** What a thread is asked for; `taken` counts the tasks that any of them has taken. */
export interface ComparisonRequest {
  readonly tasks: readonly ComparisonTask[];
  readonly taken: Int32Array<SharedArrayBuffer>;
}

/** Undefined: the files of one side are faulty. */
type Compared = readonly ComparedRepository[] | undefined;

/** Half of what a thread that publishes gets: what is compared is never written as text, and little of it outlives its site. */
const YOUNG_MB = 16;

/** Higher than any number of repositories. */
const ALL = 2 ** 30;

/** One thread's share: it takes tasks as long as there are any. */
export async function takeTasks(comparer: RepositoryComparer, { tasks, taken }: ComparisonRequest): Promise<Compared> {
  const compared: ComparedRepository[] = [];
  const take = () => tasks[Atomics.add(taken, 0, 1)];
  for (let task = take(); task !== undefined; task = take()) {
    const one = await comparer.compare(task);
    if (!one) {
      Atomics.store(taken, 0, ALL);
      return undefined;
    }
    compared.push(one);
  }
  return compared;
}

/** Threads that read their modules, code and outline while the main thread reads the fleet as a whole. */
export class ComparerThreads {
  readonly #root: string;
  readonly #threads: Thread[] = [];

  /**
   * The first one starts at once, since nearly every plan has a use for it; the others when it is known how many regions differ.
   *
   * @param root folder of a fleet about as large as both sides
   * @param most how many there may be
   */
  constructor(root: string, most: number) {
    this.#root = root;
    this.#grow(Math.min(most, 1));
  }

  #grow(count: number): void {
    const entry = new URL("../workers/worker-entry.mjs", import.meta.url);
    const resourceLimits = { ...threadLimits(this.#root), maxYoungGenerationSizeMb: YOUNG_MB };
    while (this.#threads.length < count) {
      const thread = new Thread(entry, { workerData: { comparison: true }, resourceLimits });
      // Whoever asks is told.
      thread.on("error", () => {});
      this.#threads.push(thread);
    }
  }

  /** Lets them read what both sides have in common. @param count how many there are from now on */
  async begin(count: number, setup: ComparisonSetup): Promise<void> {
    this.#grow(count);
    await Promise.all(this.#threads.splice(count).map((thread) => thread.terminate()));
    for (const thread of this.#threads) thread.postMessage({ setup });
  }

  /**
   * In the order of the tasks; undefined when the files of one side are faulty. The threads begin at once.
   *
   * @param local takes a share in this thread, as soon as that has nothing else to do
   */
  async compare(local: RepositoryComparer, tasks: readonly ComparisonTask[]): Promise<Compared> {
    const request: ComparisonRequest = { tasks, taken: new Int32Array(new SharedArrayBuffer(4)) };
    const asked = this.#threads.map((thread) => ask(thread, request));
    const here = setImmediate().then(() => takeTasks(local, request));
    const parts = await Promise.all([...asked, here]);
    if (parts.some((part) => part === undefined)) return undefined;
    const byName = new Map(parts.flatMap((part) => part ?? []).map((each) => [each.name, each]));
    return tasks.flatMap(({ name }) => byName.get(name) ?? []);
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }
}

interface Answer {
  readonly compared?: Compared;
  /** A repository that cannot be read. */
  readonly failure?: Pick<GitError, "code" | "message" | "hint">;
}

function ask(thread: Thread, request: ComparisonRequest): Promise<Compared> {
  return new Promise((resolve, reject) => {
    thread.once("error", reject);
    thread.once("message", ({ compared, failure }: Answer) => {
      if (failure) reject(new GitError(failure.code, failure.message, failure.hint));
      else resolve(compared);
    });
    thread.postMessage(request);
  });
}
