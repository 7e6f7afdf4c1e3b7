/** What goes wrong in a fleet's own code, as diagnostics with file and line. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import { errorPlace, pathOfUrl, placeWithin } from "../../model/error-place.ts";
import { importPlace } from "./import-place.ts";

/**
 * @param file from the fleet's folder: the module that was run
 * @param folder of the fleet's code, by which longer paths are cut
 */
export function codeDiagnostics(file: string, error: unknown, folder?: string): readonly Diagnostic[] {
  const place = importPlace(messageOf(error)) ?? errorPlace(error) ?? syntaxPlace(error);
  const at = place === undefined ? { file, path: [] } : placeOf(place, folder);
  const issues = issuesOf(error);
  const messages = issues.length > 0 ? issues : [withinFolder(messageOf(error), folder)];
  const stack = error instanceof Error ? error.stack : undefined;
  return messages.map((message) => ({
    code: "config/failed",
    severity: "error",
    message: `${file} could not be run: ${message}`,
    subjects: [],
    at,
    hint: hintOf(error),
    ...(stack !== undefined && { stack }),
  }));
}

/** Node puts the place of what it cannot read before the stack: a URL, or a path where no package.json says what the file is. */
function syntaxPlace(error: unknown): string | undefined {
  const head =
    error instanceof Error ? /^((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+)\r?\n/.exec(error.stack ?? "") : null;
  return head ? `${pathOfUrl(head[1] ?? "")}:${head[2]}:1` : undefined;
}

function placeOf(place: string, folder: string | undefined): NonNullable<Diagnostic["at"]> {
  const [, path = place, line = "1", column = "1"] = /^(.*):(\d+):(\d+)$/.exec(place) ?? [];
  const file = folder === undefined ? path : placeWithin(path, folder);
  return { file, path: [], position: { line: Number(line), column: Number(column) } };
}

/** Node names files by their whole path. */
function withinFolder(message: string, folder: string | undefined): string {
  return folder === undefined ? message : message.replaceAll(`${folder.replace(/[\\/]+$/, "")}/`, "");
}

/** What a schema of the model found wrong, field by field. */
function issuesOf(error: unknown): readonly string[] {
  const issues = typeof error === "object" && error !== null && "issues" in error ? error.issues : undefined;
  if (!Array.isArray(issues)) return [];
  return (issues as readonly { readonly path?: readonly PropertyKey[]; readonly message?: string }[]).map(
    ({ path = [], message = "" }) => `${path.map(String).join(".") || "the value"}: expected ${message}`,
  );
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0] ?? "";
}

function hintOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return code === "ERR_MODULE_NOT_FOUND"
    ? "mend the import, or run npm install where it names a package"
    : "mend it there and run again";
}
