/** `--code-from REV`: the code of a revision that is trusted, with the data of one that is not. */

import { checkOutCode } from "../pipeline/checkout.ts";
import type { CodeSource, RunSettings } from "../pipeline/settings.ts";
import type { Terminal, Values } from "./command.ts";

/**
 * Where the code of a run comes from, when `--code-from` says so.
 *
 * @returns undefined without the option; what is wrong, as text
 */
export function trustedCode(
  values: Values,
  { root }: RunSettings,
  terminal: Terminal,
): CodeSource | string | undefined {
  const revision = values["code-from"];
  if (revision === undefined) return undefined;
  const code = checkOutCode(root, String(revision), terminal.scratch);
  if (code === undefined) return {};
  // Packages come from beside Flotilla: those around the data may be of whoever wrote it.
  return typeof code === "string" ? code : { folder: code.root };
}

/** The code of a revision for its own data; packages are those of the fleet's folder, which is trusted. */
export function codeOfRevision({ root }: RunSettings, revision: string, terminal: Terminal): CodeSource | string {
  const code = checkOutCode(root, revision, terminal.scratch);
  if (code === undefined) return {};
  return typeof code === "string" ? code : { folder: code.root, packages: root };
}
