/** Reads the files that `flotilla import` is given. */

import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { ImportFile } from "../../compiler/import/parse-file.ts";
import { decodeText } from "../../compiler/load/read-text.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";

export interface Inputs {
  readonly files: readonly ImportFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Every file that can be read, under the name that it was given by, and why others cannot. */
export function readInputs(names: readonly string[], cwd: string): Inputs {
  const files: ImportFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const name of names) {
    const read = readBytes(resolve(cwd, name));
    const decoded = "bytes" in read ? decodeText(name, read.bytes) : { diagnostic: unreadable(name, read.code) };
    if ("diagnostic" in decoded) diagnostics.push(decoded.diagnostic);
    else files.push({ name, text: decoded.text });
  }
  return { files, diagnostics };
}

function readBytes(path: string): { readonly bytes: Uint8Array } | { readonly code: string } {
  try {
    // Reading a pipe or a device may never end.
    const kind = statSync(path);
    return kind.isFile() || kind.isDirectory() ? { bytes: readFileSync(path) } : { code: "special" };
  } catch (error) {
    return { code: (error as NodeJS.ErrnoException).code ?? "unknown" };
  }
}

/** By the system's error code. */
const found: Readonly<Record<string, string>> = {
  ENOENT: "nothing",
  EISDIR: "a folder",
  special: "a pipe or a device",
  EACCES: "a file that this user may not read",
};

function unreadable(file: string, code: string): Diagnostic {
  return {
    code: "import/unreadable",
    severity: "error",
    message: `found ${found[code] ?? `what gives ${code}`}, expected a file to import`,
    at: { file, path: [] },
    subjects: [],
    hint: "give the path of a file",
  };
}
