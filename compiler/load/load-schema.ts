/** Reads the generated schemas, which are part of the program, from its own folder. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonSchema } from "../schemas/json-schema.ts";

/** One line of generated/index.json: where a kind's schema is and what it was made from. */
export interface SchemaSource {
  readonly file: string;
  readonly scope: Scope;
  /** Go module the schema was read from, its version, the file in it, and the SHA-256 of that file. */
  readonly module: string;
  readonly version: string;
  readonly source: string;
  readonly sha256: string;
  /** How many rules in CEL the source has, when it has any; cel.ts carries them. */
  readonly celRules?: number;
}

export type Scope = "Namespaced" | "Cluster";

/** The schemas are part of the program: these two functions read them from its own folder, and nothing else. */
export function loadIndex(): Readonly<Record<string, SchemaSource>> {
  return JSON.parse(readGenerated("index.json")) as Record<string, SchemaSource>;
}

export function loadSchema(source: SchemaSource): JsonSchema {
  return JSON.parse(readGenerated(source.file)) as JsonSchema;
}

function readGenerated(file: string): string {
  return readFileSync(join(import.meta.dirname, "../schemas/generated", file), "utf8");
}
