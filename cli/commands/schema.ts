/** `flotilla schema`: writes JSON Schemas of the fleet's files for editors. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { appSchema } from "../../model/app-file.ts";
import { exemptionFileSchema } from "../../model/exemption-file.ts";
import { fleetSchema } from "../../model/fleet-file.ts";
import { regionSchema } from "../../model/region-file.ts";
import { zoneSchema } from "../../model/zone-file.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";

const schemas = {
  fleet: fleetSchema,
  region: regionSchema,
  zone: zoneSchema,
  app: appSchema,
  exemptions: exemptionFileSchema,
} as const;

/** JSON Schemas by file name, for editors; the loader itself reads the zod schemas they are made from. */
export function editorSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schemas).map(([name, schema]) => {
      const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
      return [`${name}.schema.json`, `${JSON.stringify({ title: `Flotilla ${name} file`, ...json }, null, 2)}\n`];
    }),
  );
}

export const run: Run = async ({ values }, terminal) => {
  const folder = resolve(terminal.cwd, String(values["out"] ?? "schemas"));
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of editorSchemas()) {
    writeFileSync(join(folder, name), text);
    terminal.stdout(`${join(folder, name)}\n`);
  }
  return exitCode.ok;
};
