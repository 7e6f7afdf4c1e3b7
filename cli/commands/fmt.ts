/** `flotilla fmt`: writes the fleet's files in one way, with their comments. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fleetFolders } from "../../model/fleet-folders.ts";
import { plural } from "../../pipeline/report/text.ts";
import type { Run } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { fleetFolder, noFleet } from "../fleet-folder.ts";
import { formatYaml } from "../format/format-yaml.ts";

export const run: Run = async ({ values, positionals }, terminal) => {
  const root = fleetFolder(values, terminal.cwd);
  const nothing = positionals.length > 0 ? undefined : noFleet(root);
  if (nothing !== undefined) {
    terminal.stderr(`flotilla fmt: ${nothing}\n`);
    return exitCode.invalid;
  }
  const isCheck = values["check"] === true;
  const paths =
    positionals.length > 0
      ? positionals.map((path) => resolve(terminal.cwd, path))
      : fleetFolders.flatMap((folder) => yamlBelow(join(root, folder)));
  let code: ExitCode = exitCode.ok;
  let changed = 0;
  for (const path of paths) {
    const name = relative(root, path);
    const text = readFileSync(path, "utf8");
    const formatted = formatYaml(text);
    if ("fault" in formatted) {
      terminal.stderr(`${name}: left as it is: ${formatted.fault}\n  next: flotilla check tells more\n`);
      code = exitCode.invalid;
    } else if (formatted.text !== text) {
      changed++;
      terminal.stdout(`${name}\n`);
      if (!isCheck) writeFileSync(path, formatted.text);
    }
  }
  if (isCheck && changed > 0) {
    terminal.stderr(`${plural(changed, "file")} would be written anew\n  next: flotilla fmt\n`);
    if (code === exitCode.ok) code = exitCode.changes;
  }
  return code;
};

/** Without hidden names, links, and the folder of objects that are no files of the fleet. */
function yamlBelow(folder: string): readonly string[] {
  const found: string[] = [];
  for (const entry of entriesOf(folder)) {
    if (entry.name.startsWith(".") || entry.name === "manifests") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...yamlBelow(path));
    else if (entry.isFile() && entry.name.endsWith(".yaml")) found.push(path);
  }
  return found.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
