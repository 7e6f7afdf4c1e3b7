/** The entry of a worker thread. */

import module from "node:module";

/** Entry of the worker threads of `startWorkers`: a thread does not take over the compile cache of its process. */
module.enableCompileCache();
await import("./worker-main.ts");
