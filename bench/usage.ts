import { writeFileSync } from "node:fs";

/** Loaded before a program (`node --import`): writes what the whole process used to the file in BENCH_USAGE. */
const file = process.env["BENCH_USAGE"];
process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  if (file) writeFileSync(file, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }));
});
