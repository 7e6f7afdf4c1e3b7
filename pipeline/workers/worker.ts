import { setImmediate } from "node:timers/promises";
import type { CompiledRepository } from "../../compiler/compile.ts";
import type { Published, Work } from "../repository-stager.ts";

/** What a lane is told; `taken` counts the names that any lane has taken. */
export type Order =
  | { readonly kind: "compile"; readonly taken: Int32Array<SharedArrayBuffer> }
  | { readonly kind: "commit" | "discard" };

/** What a lane answers, once to each order. */
export interface Answer {
  readonly compiled: readonly (readonly [name: string, result: CompiledRepository])[];
  readonly published: readonly Published[];
}

/** One thread's share of the work: repositories are compiled, committed or taken back where they were compiled. */
export interface Lane {
  readonly ask: (order: Order) => Promise<Answer>;
  readonly end: () => Promise<void>;
}

/** The lane of the thread that asks. It begins when that thread has nothing else to do. */
export function ownLane(work: Work, names: readonly string[]): Lane {
  return {
    ask: async (order) => {
      await setImmediate();
      return obey(work, names, order);
    },
    end: async () => {},
  };
}

/** @param names of all repositories, in the same order for every lane */
export async function obey(work: Work, names: readonly string[], order: Order): Promise<Answer> {
  if (order.kind === "discard") await work.discard();
  return {
    compiled: order.kind === "compile" ? await compile(work, names, order.taken) : [],
    published: order.kind === "commit" ? await work.commit() : [],
  };
}

async function compile(
  work: Work,
  names: readonly string[],
  taken: Int32Array<SharedArrayBuffer>,
): Promise<Answer["compiled"]> {
  const compiled: [string, CompiledRepository][] = [];
  const take = () => names[Atomics.add(taken, 0, 1)];
  for (let name = take(); name !== undefined; name = take()) {
    const result = await work.compile(name);
    if (!result) break;
    compiled.push([name, result]);
  }
  return compiled;
}
