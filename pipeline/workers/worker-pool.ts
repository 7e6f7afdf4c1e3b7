import type { CompiledRepository } from "../../compiler/compile.ts";
import type { Published } from "../repository-stager.ts";
import type { Lane, Order } from "./worker.ts";

/** Whoever compiles the repositories of a run; ends with `commit` or `discard`. */
export interface Workforce {
  /** Lets a lane join that knows the names of all repositories, and waits for every lane. The results in that order. */
  readonly compile: (own: Lane, names: readonly string[]) => Promise<readonly CompiledRepository[]>;
  /** Moves every branch; each repository stands or falls for itself. In the order of the names. */
  readonly commit: () => Promise<readonly Published[]>;
  /** Takes back what was written; what is not begun is left. */
  readonly discard: () => Promise<void>;
}

/** Higher than any number of repositories. */
const ALL = 2 ** 30;

/**
 * Lanes that share the repositories among them; what comes out is the same from one lane and from several.
 *
 * @param helpers begin at once, while the fleet as a whole is still to be read
 */
export function workforce(helpers: readonly Lane[]): Workforce {
  const lanes = [...helpers];
  const taken = new Int32Array(new SharedArrayBuffer(4));
  const end = () => Promise.all(lanes.map((lane) => lane.end()));
  /** One lane that fails ends all: the others would keep the process alive. */
  const ending = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      await end();
      throw cause;
    }
  };
  const ask = (order: Order) => lanes.map((lane) => lane.ask(order));
  const begun = ask({ kind: "compile", taken });
  // Whoever waits for them is told.
  for (const each of begun) each.catch(() => {});
  const finish = async (kind: "commit" | "discard") => {
    const answers = await ending(Promise.all(ask({ kind })));
    await end();
    return answers.flatMap(({ published }) => published);
  };
  let order: readonly string[] = [];
  return {
    compile: async (own, names) => {
      lanes.push(own);
      order = names;
      const answers = await ending(Promise.all([...begun, own.ask({ kind: "compile", taken })]));
      return inOrder(names, new Map(answers.flatMap(({ compiled }) => compiled)));
    },
    commit: async () => {
      const published = await finish("commit");
      return inOrder(order, new Map(published.map((each) => [each.name, each])));
    },
    discard: async () => {
      Atomics.store(taken, 0, ALL);
      await ending(Promise.all(begun));
      await finish("discard");
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
