/** `flotilla import`: makes a zone file of the files of other tools, and tells what became of every value. */

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { type Imported, importFiles } from "../../compiler/import/import-files.ts";
import { locate } from "../../compiler/load/locate.ts";
import { profileReference, regionName, zoneName } from "../../model/scalars.ts";
import { findingText } from "../../pipeline/report/text.ts";
import type { Run, Terminal, Values } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { formatYaml } from "../format/format-yaml.ts";
import { importJson } from "../import/json.ts";
import { readInputs } from "../import/read-inputs.ts";
import { importText } from "../import/text.ts";

export const run: Run = async ({ values, positionals }, terminal) => {
  const refuse = (message: string) => {
    terminal.stderr(`flotilla import: ${message}\n`);
    return exitCode.invalid;
  };
  const wrong = wrongName(values);
  if (wrong !== undefined) return refuse(wrong);
  const { files, diagnostics } = readInputs(positionals, terminal.cwd);
  const imported = importFiles(files, {
    zone: String(values["zone"]),
    region: String(values["region"]),
    profile: values["profile"] === undefined ? undefined : String(values["profile"]),
  });
  const faults = locate([...diagnostics, ...imported.diagnostics], () => undefined);
  if (faults.length > 0) {
    for (const fault of faults) terminal.stderr(`${findingText(fault, terminal.colour)}\n`);
    return refuse(
      `${faults.length === 1 ? "a file was" : `${faults.length} files were`} not read, so nothing was written`,
    );
  }
  return deliver(imported, values, terminal, refuse);
};

/** The zone file goes into a folder and the report to stdout; without a folder the file is what stdout is for. */
function deliver(
  imported: Imported,
  values: Values,
  { cwd, stdout, stderr }: Terminal,
  refuse: (message: string) => typeof exitCode.invalid,
) {
  const zone = imported.zone && { ...imported.zone, text: asFormatted(imported.zone.text) };
  const out = values["out"] === undefined ? undefined : resolve(cwd, String(values["out"]));
  const isJson = values["format"] === "json";
  if (!zone) {
    (isJson ? stdout : stderr)(isJson ? importJson(imported, undefined) : importText(imported));
    return refuse("found no site in the files, expected at least one with a name, an address or a server");
  }
  const path = out === undefined ? undefined : join(out, zone.path);
  if (path !== undefined && !writeNew(path, zone.text)) {
    return refuse(
      `found ${relative(cwd, path)}, expected no such file: an import overwrites nothing\n  next: give another --zone, or leave --out away and merge the text by hand`,
    );
  }
  const written = path === undefined ? undefined : relative(cwd, path);
  if (isJson) stdout(importJson(imported, written));
  else if (written === undefined) {
    stdout(zone.text);
    stderr(importText(imported));
  } else stdout(importText(imported));
  const region = path === undefined ? undefined : join(dirname(path), "region.yaml");
  if (region !== undefined && !existsSync(region)) {
    stderr(`  next: write ${relative(cwd, region)}: the zone is no part of the fleet without the file of its region\n`);
  }
  return exitCode.ok;
}

/** As `flotilla fmt` would write it, so that the first run of that changes nothing. */
function asFormatted(text: string): string {
  const formatted = formatYaml(text);
  return "fault" in formatted ? text : formatted.text;
}

/** False when there is such a file already, or a link of that name. */
function writeNew(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  }
}

const names = { zone: zoneName, region: regionName, profile: profileReference } as const;

/** They become names of files and of objects, so they are held to what a fleet's files are held to. */
function wrongName(values: Values): string | undefined {
  for (const [option, schema] of Object.entries(names)) {
    const value = values[option];
    if (value === undefined) continue;
    const expected = schema.safeParse(value).error?.issues[0]?.message;
    if (expected !== undefined) return `found --${option} ${String(value)}, expected ${expected}`;
  }
  return undefined;
}
