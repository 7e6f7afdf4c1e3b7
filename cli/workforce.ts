import type { CompiledRepository } from "../compiler/compile.ts";
import type { Fleet } from "../constructs/fleet.ts";
import { type Destination, type Published, Work } from "./work.ts";

/** Whoever compiles the repositories of a run: this thread, or several. */
export interface Workforce {
  /** The results in the order of the names. */
  readonly compile: (names: readonly string[]) => Promise<readonly CompiledRepository[]>;
  /** Moves every branch; each repository stands or falls for itself. In the order of the names. */
  readonly commit: () => Promise<readonly Published[]>;
  /** Takes back what was written. */
  readonly discard: () => Promise<void>;
}

/** Repositories under way at once in a thread: while the disk writes one, the next one is compiled. */
const LANES = 2;

/** Takes names until there are none, some at a time. */
export async function inLanes(next: () => string | undefined, each: (name: string) => Promise<void>): Promise<void> {
  const lane = async () => {
    for (let name = next(); name !== undefined; name = next()) await each(name);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** All the work in this thread. */
export function ownWorkforce(fleet: Fleet, destination: Destination | undefined): Workforce {
  const work = new Work({ of: () => fleet, whole: () => fleet }, destination);
  let order: readonly string[] = [];
  return {
    compile: async (names) => {
      order = names;
      const queue = names.values();
      const results = new Map<string, CompiledRepository>();
      await inLanes(
        () => queue.next().value,
        async (name) => void results.set(name, await work.compile(name)),
      );
      return inOrder(names, results);
    },
    commit: async () => {
      const published = await work.commit();
      return inOrder(order, new Map(published.map((each) => [each.name, each])));
    },
    discard: () => work.discard(),
  };
}

export function inOrder<T>(names: readonly string[], results: ReadonlyMap<string, T>): readonly T[] {
  return names.map((name) => results.get(name) as T);
}
