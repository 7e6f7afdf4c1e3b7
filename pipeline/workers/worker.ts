/** The protocol of workers, and the worker in the own thread. */

import { setImmediate } from "node:timers/promises";
import type { CompiledRepository } from "../../compiler/compile.ts";
import type { PublishedRepository, RepositoryPart, RepositoryStager } from "../repository-stager.ts";

/** What a worker is asked for; `taken` counts the names that any worker has taken. */
export type WorkerRequest =
  | { readonly kind: "compile"; readonly taken: Int32Array<SharedArrayBuffer> }
  | { readonly kind: "commit"; readonly part: RepositoryPart }
  /** The centre waits for these regions. */
  | { readonly kind: "hold"; readonly regions: readonly string[] }
  | { readonly kind: "discard" };

/** What a worker answers, once to each request. */
export interface WorkerResponse {
  readonly compiled: readonly (readonly [name: string, result: CompiledRepository])[];
  readonly published: readonly PublishedRepository[];
}

/** Told of each repository when it has landed, before all of them have. */
export type Landed = (repository: PublishedRepository) => void;

/** One thread's share of the work: repositories are compiled, committed or taken back where they were compiled. */
export interface Worker {
  readonly request: (request: WorkerRequest, landed?: Landed) => Promise<WorkerResponse>;
  readonly end: () => Promise<void>;
}

/** The worker in the thread that asks. It begins when that thread has nothing else to do. */
export function localWorker(stager: RepositoryStager, names: readonly string[]): Worker {
  return {
    request: async (request, landed) => {
      await setImmediate();
      return handle(stager, names, request, landed);
    },
    end: async () => {},
  };
}

/** @param names of all repositories, in the same order for every worker */
export async function handle(
  stager: RepositoryStager,
  names: readonly string[],
  request: WorkerRequest,
  landed?: Landed,
): Promise<WorkerResponse> {
  if (request.kind === "discard") await stager.discard();
  return {
    compiled: request.kind === "compile" ? await compile(stager, names, request.taken) : [],
    published: await finish(stager, request, landed),
  };
}

async function finish(stager: RepositoryStager, request: WorkerRequest, landed?: Landed) {
  if (request.kind === "commit") return stager.commit(request.part, landed);
  return request.kind === "hold" ? stager.hold(request.regions, landed) : [];
}

async function compile(
  stager: RepositoryStager,
  names: readonly string[],
  taken: Int32Array<SharedArrayBuffer>,
): Promise<WorkerResponse["compiled"]> {
  const compiled: [string, CompiledRepository][] = [];
  const take = () => names[Atomics.add(taken, 0, 1)];
  for (let name = take(); name !== undefined; name = take()) {
    const result = await stager.compile(name);
    if (!result) break;
    compiled.push([name, result]);
  }
  return compiled;
}
