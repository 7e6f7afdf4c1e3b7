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

/** All the work in this thread. */
export function ownWorkforce(fleet: Fleet, destination: Destination | undefined): Workforce {
  const work = new Work({ of: () => fleet, whole: () => fleet }, destination);
  let order: readonly string[] = [];
  return {
    compile: async (names) => {
      order = names;
      const results: CompiledRepository[] = [];
      for (const name of names) results.push(await work.compile(name));
      return results;
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
