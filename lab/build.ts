/** Builds the lab's programs: `npm run lab:build`. */

import { ensureTool } from "./ensure-tool.ts";
import { LabFailure, log, runMain } from "./program.ts";
import { selectTools } from "./select.ts";
import { toolNames, tools } from "./tools.ts";

const usage = `Usage: npm run lab:build -- [TOOL|GROUP]...

Builds the lab's programs that are missing, one after the other, and prints their paths.
Without an argument it builds all of them. docs/lab.md lists sizes and times.

Groups: ${[...new Set(toolNames.map((name) => tools[name].group))].join(", ")}
Tools:  ${toolNames.join(", ")}
`;

await runMain(async (stop) => {
  const args = process.argv.slice(2);
  if (args.includes("--help")) {
    process.stdout.write(usage);
    return 0;
  }
  const { names, unknown } = selectTools(args);
  if (unknown.length > 0) {
    const lines = unknown.map(({ argument, nearest }) => {
      return `There is no tool or group ${argument}${nearest === undefined ? "" : `; did you mean ${nearest}?`}`;
    });
    throw new LabFailure(2, `${lines.join("\n")}\n\n${usage}`);
  }
  for (const name of names) process.stdout.write(`${await ensureTool(name, log, stop)}\n`);
  return 0;
});
