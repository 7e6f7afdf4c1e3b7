/** Compares the repositories of a fleet on several threads; what comes out is the same from one and from several. */

import { Worker as Thread } from "node:worker_threads";
import { GitError } from "../../git/repository/git-error.ts";
import { type ComparedRepository, type ComparisonSetup, RepositoryComparer } from "./repository-comparer.ts";

/** One repository, and which sides have it. */
export interface ComparisonTask {
  readonly name: string;
  readonly isIn: { readonly base: boolean; readonly head: boolean };
}

/** What a thread is asked for; `taken` counts the tasks that any of them has taken. */
export interface ComparisonRequest {
  readonly tasks: readonly ComparisonTask[];
  readonly taken: Int32Array<SharedArrayBuffer>;
}

/** Undefined: the files of one side are faulty. */
type Compared = readonly ComparedRepository[] | undefined;

/** Higher than any number of repositories. */
const ALL = 2 ** 30;

/** One thread's share: it takes tasks as long as there are any. */
export async function takeTasks(comparer: RepositoryComparer, { tasks, taken }: ComparisonRequest): Promise<Compared> {
  const compared: ComparedRepository[] = [];
  const take = () => tasks[Atomics.add(taken, 0, 1)];
  try {
    for (let task = take(); task !== undefined; task = take()) {
      const one = await comparer.compare(task.name, task.isIn);
      if (!one) {
        Atomics.store(taken, 0, ALL);
        return undefined;
      }
      compared.push(one);
    }
    return compared;
  } finally {
    comparer.end();
  }
}

/** Threads that read code and outline while the main thread reads the fleet as a whole. */
export class ComparerThreads {
  readonly #setup: ComparisonSetup;
  readonly #threads: readonly Thread[];

  constructor(count: number, setup: ComparisonSetup) {
    this.#setup = setup;
    const entry = new URL("../workers/worker-entry.mjs", import.meta.url);
    this.#threads = Array.from({ length: count }, () => new Thread(entry, { workerData: { comparison: setup } }));
    // Whoever asks is told.
    for (const thread of this.#threads) thread.on("error", () => {});
  }

  /** In the order of the tasks; undefined when the files of one side are faulty. */
  async compare(tasks: readonly ComparisonTask[]): Promise<Compared> {
    const request: ComparisonRequest = { tasks, taken: new Int32Array(new SharedArrayBuffer(4)) };
    try {
      const local = RepositoryComparer.open(this.#setup).then((comparer) => takeTasks(comparer, request));
      const parts = await Promise.all([...this.#threads.map((thread) => ask(thread, request)), local]);
      if (parts.some((part) => part === undefined)) return undefined;
      const byName = new Map(parts.flatMap((part) => part ?? []).map((each) => [each.name, each]));
      return tasks.flatMap(({ name }) => byName.get(name) ?? []);
    } finally {
      await this.end();
    }
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
