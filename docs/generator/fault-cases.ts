/** Finds the tests of faults, and how many inputs each has, by letting vitest collect them. */

import { relative, resolve } from "node:path";
import { createVitest } from "vitest/node";

/** One `test` or `test.each`. */
export interface FaultCase {
  /** From the root of the project. */
  readonly file: string;
  /** What the `describe` around it promises; empty when there is none. */
  readonly promise: string;
  /** Its titles, one an input, in the order of the file. */
  readonly titles: readonly string[];
}

/** All tests of files, in the order of files and lines. Nothing is run but what stands outside of tests. */
export async function collectCases(root: string, files: readonly string[]): Promise<readonly FaultCase[]> {
  const vitest = await createVitest("test", { root, watch: false, includeTaskLocation: true, reporters: [] });
  try {
    const { testModules } = await vitest.collect([...files]);
    const cases = new Map<string, { file: string; promise: string; line: number; titles: string[] }>();
    for (const module of testModules) {
      const file = relative(root, resolve(module.moduleId)).replaceAll("\\", "/");
      for (const test of module.children.allTests()) {
        const line = test.location?.line ?? 0;
        const promise = test.fullName.slice(0, -test.name.length).replace(/ > $/, "").replaceAll(" > ", ": ");
        const key = `${file}:${line}:${promise}`;
        const known = cases.get(key) ?? { file, promise, line, titles: [] };
        cases.set(key, known);
        known.titles.push(test.name);
      }
    }
    return [...cases.values()].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  } finally {
    await vitest.close();
  }
}
