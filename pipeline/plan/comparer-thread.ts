/** What a thread of `ComparerThreads` does. */

import { parentPort, workerData } from "node:worker_threads";
import { GitError } from "../../git/repository/git-error.ts";
import { type ComparisonRequest, takeTasks } from "./comparer-threads.ts";
import { type ComparisonSetup, RepositoryComparer } from "./repository-comparer.ts";

const { comparison } = workerData as { readonly comparison: ComparisonSetup };
const opened = RepositoryComparer.open(comparison);

parentPort?.on("message", async (request: ComparisonRequest) => {
  try {
    parentPort?.postMessage({ compared: await takeTasks(await opened, request) });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // Classes are lost on the way.
    const { code, message, hint } = error;
    parentPort?.postMessage({ failure: { code, message, hint } });
  }
});
