/** `flotilla schema`: writes JSON Schemas of the fleet's files for editors. */

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { editorSchemas } from "../schema/editor-schemas.ts";
import { schemasOf, writeSchemas } from "../schema/written-schemas.ts";
import { runSettings } from "../settings.ts";

export const run: Run = async ({ values }, terminal) => {
  const settings = runSettings(values, terminal);
  const folder =
    values["out"] === undefined ? join(settings.root, "schemas") : resolve(terminal.cwd, String(values["out"]));
  const hasFleet = existsSync(join(settings.root, "sites"));
  const schemas = hasFleet && values["plain"] !== true ? await schemasOf(settings) : editorSchemas();
  writeSchemas(folder, schemas);
  for (const name of schemas.keys()) terminal.stdout(`${join(folder, name)}\n`);
  return exitCode.ok;
};
