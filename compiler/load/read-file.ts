/** Reads one file of a fleet, checked by its schema. */

import type { z } from "zod";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Source } from "../../model/source.ts";
import { checkFile } from "./check-file.ts";
import { forbiddenValues } from "./forbidden-values.ts";
import { misreadNumbers } from "./misread-numbers.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { FleetDisk } from "./read-tree.ts";

/** A file as its schema gives it, and where it is. */
export interface FileRecord<S> {
  readonly spec: S;
  readonly source: Source;
}

/**
 * What is wrong lands in `disk.diagnostics`, and a wrong file is undefined.
 *
 * @param full writes short forms out, before the schema sees them
 */
export function readFile<S extends z.ZodType>(
  disk: FleetDisk,
  file: string,
  schema: S,
  full: (value: unknown) => unknown = (value) => value,
): FileRecord<z.output<S>> | undefined {
  const text = disk.read(file);
  return text === undefined ? undefined : readText(disk, file, text, schema, full);
}

/** The same of a text that has been read; whatever is not wrong about it depends on nothing but the text. */
export function readText<S extends z.ZodType>(
  disk: FleetDisk,
  file: string,
  text: string,
  schema: S,
  full: (value: unknown) => unknown = (value) => value,
): FileRecord<z.output<S>> | undefined {
  const parsed = parseYaml(file, text);
  if ("diagnostics" in parsed) {
    disk.diagnostics.push(...parsed.diagnostics);
    return undefined;
  }
  const forbidden = forbiddenValues(file, text, parsed.value);
  if (forbidden.length > 0) {
    disk.diagnostics.push(...forbidden);
    return undefined;
  }
  const misread = misreadNumbers(file, text);
  const checked = checkFile(file, schema, full(parsed.value));
  const places = new Set(misread.map(placeOf));
  // What else is wrong with such a number would be told by the digits that are left of it.
  const faults = "diagnostics" in checked ? checked.diagnostics.filter((each) => !places.has(placeOf(each))) : [];
  disk.diagnostics.push(...misread, ...faults);
  if (misread.length > 0 || "diagnostics" in checked) return undefined;
  return { spec: checked.data, source: { file, path: [] } };
}

function placeOf({ at }: Diagnostic): string {
  return JSON.stringify(at?.path);
}
