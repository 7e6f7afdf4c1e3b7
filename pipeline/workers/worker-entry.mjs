// Plain JavaScript: only what is imported from here on comes from the compile cache, and Node's TypeScript reader would
// take 14 MB and 50 ms for this one file.
import module from "node:module";

/** Entry of the worker threads of `startWorkers`: a thread does not take over the compile cache of its process. */
module.enableCompileCache();
await import("./worker-main.ts");
