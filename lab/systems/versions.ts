/** The versions of programs and schemas that the lab pins. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CRD_SOURCES } from "../crds/kinds.ts";
import { type Tool, type ToolName, tools } from "../tools.ts";

/** Version by module: of go.mod, or of the project whose fields were written down. */
export function schemaVersions(): ReadonlyMap<string, string> {
  const file = join(import.meta.dirname, "../crds/go.mod");
  const pinned = [...readFileSync(file, "utf8").matchAll(/^\t(\S+) (v\S+)$/gm)];
  return new Map([
    ...pinned.map(([, module = "", version = ""]) => [module, version] as const),
    ...CRD_SOURCES.flatMap(({ module, written }) => (written === undefined ? [] : [[module, written] as const])),
  ]);
}

export function toolVersion(name: ToolName): string {
  const tool: Tool = tools[name];
  return tool.version;
}
