/** What a thread of `ComparerThreads` does. */

import { parentPort } from "node:worker_threads";
import { GitError } from "../../git/repository/git-error.ts";
import { type ComparisonRequest, takeTasks } from "./comparer-threads.ts";
import { type ComparisonSetup, RepositoryComparer } from "./repository-comparer.ts";

let opened: Promise<RepositoryComparer> | undefined;

parentPort?.on("message", async (message: { readonly setup: ComparisonSetup } | ComparisonRequest) => {
  if ("setup" in message) {
    opened = RepositoryComparer.open(message.setup);
    return;
  }
  if (!opened) throw new Error("a comparison was asked for before its sides were named");
  try {
    parentPort?.postMessage({ compared: await takeTasks(await opened, message) });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // Classes are lost on the way.
    const { code, message, hint } = error;
    parentPort?.postMessage({ failure: { code, message, hint } });
  }
});
