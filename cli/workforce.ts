import type { CompiledRepository } from "../compiler/compile.ts";
import type { Lane, Order } from "./lane.ts";
import type { Published } from "./work.ts";

/** Whoever compiles the repositories of a run; ends with `commit` or `discard`. */
export interface Workforce {
  /** The results in the order of the names. */
  readonly compile: (names: readonly string[]) => Promise<readonly CompiledRepository[]>;
  /** Moves every branch; each repository stands or falls for itself. In the order of the names. */
  readonly commit: () => Promise<readonly Published[]>;
  /** Takes back what was written. */
  readonly discard: () => Promise<void>;
}

/** Lanes that share the repositories among them; what comes out is the same from one lane and from several. */
export function workforce(lanes: readonly Lane[]): Workforce {
  let order: readonly string[] = [];
  const end = () => Promise.all(lanes.map((lane) => lane.end()));
  /** One lane that fails ends all: the others would keep the process alive. */
  const ask = async (order: Order) => {
    try {
      const answers = await Promise.all(lanes.map((lane) => lane.ask(order)));
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

function inOrder<T>(names: readonly string[], results: ReadonlyMap<string, T>): readonly T[] {
  return names.map((name) => results.get(name) as T);
}
