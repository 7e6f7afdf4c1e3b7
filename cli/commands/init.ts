/** `flotilla init`: starts a fleet of one's own in a folder. */

import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { starterFleet } from "../starter-fleet.ts";
import { editorSchemas } from "./schema.ts";

export const run: Run = async ({ positionals }, terminal) => {
  const folder = resolve(terminal.cwd, positionals[0] ?? "");
  if (existsSync(folder) && readdirSync(folder).some((name) => !name.startsWith("."))) {
    terminal.stderr(`flotilla init: found files in ${folder}, expected an empty or new folder\n`);
    return exitCode.invalid;
  }
  const files = new Map(starterFleet);
  for (const [name, text] of editorSchemas()) files.set(`schemas/${name}`, text);
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const where = relative(terminal.cwd, folder) || ".";
  terminal.stdout(
    [
      `A fleet of one region and one site is in ${where}.`,
      "",
      "Try next:",
      `  npx flotilla check --fleet ${where}`,
      `  npx flotilla synth --fleet ${where} --out out/tree`,
      `  edit ${where}/sites/north/city.yaml and check again`,
      "",
    ].join("\n"),
  );
  return exitCode.ok;
};
