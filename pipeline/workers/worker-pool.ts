import type { CompiledRepository } from "../../compiler/compile.ts";
import { isWritten } from "../../git/publish/request.ts";
import type { PublishedRepository } from "../repository-stager.ts";
import type { Landed, Worker, WorkerRequest } from "./worker.ts";

/** The workers that compile the repositories of a run; ends with `commit` or `discard`. */
export interface WorkerPool {
  /** Lets a worker join that knows the names of all repositories, and waits for every worker. The results in that order. */
  readonly compile: (local: Worker, names: readonly string[]) => Promise<readonly CompiledRepository[]>;
  /**
   * Moves every branch, the centre's last: each region stands or falls for itself, and the centre is not written before all
   * regions of the run are as it says. In the order of the names.
   */
  readonly commit: (landed?: Landed) => Promise<readonly PublishedRepository[]>;
  /** Takes back what was written; what is not begun is left. */
  readonly discard: () => Promise<void>;
}

/** Higher than any number of repositories. */
const ALL = 2 ** 30;

/**
 * Workers that share the repositories among them; what comes out is the same from one worker and from several.
 *
 * @param remote workers that begin at once, while the fleet as a whole is still to be read
 */
export function createWorkerPool(remote: readonly Worker[]): WorkerPool {
  const workers = [...remote];
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const end = () => Promise.all(workers.map((worker) => worker.end()));
  /** One worker that fails ends all: the others would keep the process alive. */
  const endingOnFailure = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      await end();
      throw cause;
    }
  };
  const requestAll = (request: WorkerRequest, landed?: Landed) =>
    workers.map((worker) => worker.request(request, landed));
  const compiling = requestAll({ kind: "compile", taken });
  // Whoever waits for them is told.
  for (const each of compiling) each.catch(() => {});
  const ask = async (request: WorkerRequest, landed?: Landed) => {
    const responses = await endingOnFailure(Promise.all(requestAll(request, landed)));
    return responses.flatMap(({ published }) => published);
  };
  let order: readonly string[] = [];
  return {
    compile: async (local, names) => {
      workers.push(local);
      order = names;
      const responses = await endingOnFailure(Promise.all([...compiling, local.request({ kind: "compile", taken })]));
      return inOrder(names, new Map(responses.flatMap(({ compiled }) => compiled)));
    },
    commit: async (landed) => {
      const regions = await ask({ kind: "commit", part: "regions" }, landed);
      const waiting = regions.filter(({ result }) => !isWritten(result)).map(({ name }) => name);
      const last: WorkerRequest =
        waiting.length === 0 ? { kind: "commit", part: "centre" } : { kind: "hold", regions: waiting.sort() };
      const centre = await ask(last, landed);
      await end();
      return inOrder(order, new Map([...regions, ...centre].map((each) => [each.name, each])));
    },
    discard: async () => {
      Atomics.store(taken, 0, ALL);
      await endingOnFailure(Promise.all(compiling));
      await ask({ kind: "discard" });
      await end();
    },
  };
}

/** @throws Error when one is missing: its files were changed after they were found to be in order */
function inOrder<T>(names: readonly string[], results: ReadonlyMap<string, T>): readonly T[] {
  return names.map((name) => {
    const result = results.get(name);
    if (result === undefined) throw new Error(`the files of ${name} changed while they were read; run again`);
    return result;
  });
}
