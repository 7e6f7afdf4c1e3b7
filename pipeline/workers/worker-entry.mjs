// Plain JavaScript: only what is imported from here on comes from the compile cache, and Node's TypeScript reader would
// take 14 MB and 50 ms for this one file.
import module from "node:module";
import { workerData } from "node:worker_threads";

/** Entry of the worker threads of `startWorkers` and `ComparerThreads`: a thread does not take over the compile cache of its process. */
module.enableCompileCache();
if ("comparison" in workerData) await import("../plan/comparer-thread.ts");
else await import("./worker-main.ts");
