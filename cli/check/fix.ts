/** `flotilla check --fix`: makes mends in the fleet's files, or tells them as a patch. */

import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { shownText } from "../../model/shown-text.ts";
import type { Report } from "../../pipeline/report/report.ts";
import type { RunSettings } from "../../pipeline/settings.ts";
import type { Terminal, Values } from "../command.ts";
import { mendFleet } from "./mend-fleet.ts";
import { patchOf } from "./patch.ts";

/** What is wrong with the command line. */
export function fixFault(values: Values): string | undefined {
  const alone = ["dry-run", "patch"].find((name) => values[name] !== undefined && values["fix"] !== true);
  return alone === undefined ? undefined : `found --${alone}, expected --fix with it`;
}

/** @returns what is found with the mends, where they were only told; undefined when they were made */
export async function fixFleet(settings: RunSettings, values: Values, terminal: Terminal): Promise<Report | undefined> {
  const { files, left, report } = await mendFleet(settings, terminal.scratch());
  for (const reason of left) terminal.stderr(`left as it is: ${reason}\n`);
  const file = values["patch"];
  if (values["dry-run"] !== true && typeof file !== "string") {
    for (const [name, { after }] of files) {
      writeFileSync(join(settings.root, name), after);
      terminal.stderr(`mended ${name}\n`);
    }
    return undefined;
  }
  const patch = patchOf(files);
  if (typeof file === "string") writeFileSync(resolve(terminal.cwd, file), patch);
  else {
    terminal.stdout(patch);
    // What is printed carries no tabs, no ends of lines of Windows, and no credentials.
    if (shownText(patch) !== patch)
      terminal.stderr("the patch has text that is not printed as it is; --patch FILE writes it as it is\n");
  }
  return report;
}
