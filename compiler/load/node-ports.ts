/** Node ports of apps, out of the fleet's lock. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import { type PortLines, portLockFile, portLockSchema } from "../../model/port-lock-file.ts";
import { systemAppName } from "../../model/system-apps.ts";
import { portAsks, withNodePorts } from "../allocate/ports/port-asks.ts";
import { portFindings } from "../allocate/ports/port-findings.ts";
import type { AppRecord, SystemRecord } from "../records.ts";
import { readFile } from "./read-file.ts";
import type { FleetDisk, Names } from "./read-tree.ts";

interface AppFiles {
  readonly apps: readonly AppRecord[];
  readonly systems: readonly SystemRecord[];
}

/** No lines where there is no lock, undefined where it is wrong, which `disk.diagnostics` tells. */
export function readPortLock(disk: FleetDisk, { files }: Names): PortLines | undefined {
  if (!files.includes(portLockFile.slice("sites/".length))) return new Map();
  const before = disk.diagnostics.length;
  const lock = readFile(disk, portLockFile, portLockSchema);
  const told = disk.diagnostics.splice(before).map(
    (each): Diagnostic => ({
      ...each,
      hint: "flotilla allocate takes the lines of both sides of a merge; else restore it from Git, since an app without its line gets another port",
    }),
  );
  disk.diagnostics.push(...told);
  return lock && new Map(Object.entries(lock.spec.apps));
}

/**
 * @param lines undefined: the lock is wrong, which is told already
 * @param told of the files so far: an app whose file is wrong still has its line
 */
export function nodePortFindings(
  { apps, systems }: AppFiles,
  lines: PortLines | undefined,
  told: readonly Diagnostic[],
): readonly Diagnostic[] {
  const found = lines ? portFindings(portAsks(apps, systems), lines) : [];
  return told.some(isOfApps) ? found.filter(({ code }) => code !== "port/gone") : found;
}

/** Whether some app could not be read. */
export function isOfApps({ at, severity }: Diagnostic): boolean {
  return severity === "error" && at !== undefined && /^(apps|systems)\//.test(at.file);
}

/** The same files with a number in place of each `auto` that the lock knows. */
export function withGivenPorts({ apps, systems }: AppFiles, lines: PortLines = new Map()): AppFiles {
  if (lines.size === 0) return { apps, systems };
  return {
    apps: apps.map((each) => {
      const line = lines.get(`${each.spec.tenant}/${each.spec.name}`);
      return line ? { ...each, spec: withNodePorts(each.spec, line) } : each;
    }),
    systems: systems.map((each) => {
      const { tenant, apps: own } = each.spec;
      const lineOf = (name: string) => lines.get(`${tenant}/${systemAppName(each.spec, name)}`);
      if (!own.some(({ name }) => lineOf(name))) return each;
      return { ...each, spec: { ...each.spec, apps: own.map((app) => withNodePorts(app, lineOf(app.name))) } };
    }),
  };
}
