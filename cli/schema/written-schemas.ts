/** The editor schemas in a fleet's folder: written, and written again once they are older than the fleet. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSession } from "../../pipeline/session.ts";
import type { RunSettings } from "../../pipeline/settings.ts";
import { editorSchemas } from "./editor-schemas.ts";
import { knowledgeOf, WRITTEN_FOR } from "./knowledge.ts";

/** With what the fleet has, or without while its files are too faulty to be read. */
export async function schemasOf(settings: RunSettings): Promise<ReadonlyMap<string, string>> {
  const { fleet } = (await openSession({ ...settings, regions: [] })).loaded;
  return editorSchemas(fleet && knowledgeOf(fleet));
}

/** @returns the paths that were written: those of files that were not so already */
export function writeSchemas(folder: string, schemas: ReadonlyMap<string, string>): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return [...schemas].flatMap(([name, text]) => {
    const path = join(folder, name);
    if (existsSync(path) && readFileSync(path, "utf8") === text) return [];
    writeFileSync(path, text);
    return [path];
  });
}

/** Writes them again where `flotilla schema` wrote them for a fleet before, and nowhere else. */
export async function refreshSchemas(settings: RunSettings): Promise<readonly string[]> {
  const folder = join(settings.root, "schemas");
  const path = join(folder, "zone.schema.json");
  if (!existsSync(path) || !readFileSync(path, "utf8").slice(0, 200).includes(WRITTEN_FOR)) return [];
  return writeSchemas(folder, await schemasOf(settings));
}
