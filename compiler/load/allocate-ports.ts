/** Allocates the node ports of a fleet's apps from their files: what the lock would be, and what no allocation can mend. */

import type { Diagnostic } from "../../model/diagnostic.ts";
import { type PortLines, portLockFile } from "../../model/port-lock-file.ts";
import type { AddressChange } from "../allocate/address-changes.ts";
import { allocatePorts } from "../allocate/ports/allocate-ports.ts";
import { portAsks } from "../allocate/ports/port-asks.ts";
import { portFindings } from "../allocate/ports/port-findings.ts";
import { mergedPortLines, portLockText } from "../allocate/ports/port-lock-text.ts";
import type { AllocationWish, LockAllocation } from "./lock-allocation.ts";
import { isOfApps } from "./node-ports.ts";
import type { FleetDisk } from "./read-tree.ts";
import type { Outline } from "./records.ts";

export interface PortAllocation extends LockAllocation {
  /** Apps that can be moved. */
  readonly names: readonly string[];
  /** What is left to people. */
  readonly left: readonly Diagnostic[];
}

/** @returns undefined where no app leaves a port open and no lock is there, or where the lock or an app cannot be read */
export function allocateFleetPorts(
  disk: FleetDisk,
  { apps, systems, nodePorts }: Outline,
  { move, published }: AllocationWish,
): PortAllocation | undefined {
  const before = disk.textOf(portLockFile);
  const asks = portAsks(apps, systems);
  const open = asks.filter(({ nodePort }) => nodePort === "auto");
  if (before === undefined && open.length === 0) return undefined;
  const seen = published && (mergedPortLines(published(portLockFile) ?? "") ?? new Map());
  const lines = nodePorts ?? mergedPortLines(before ?? "", seen);
  if (!lines || disk.diagnostics.some(isOfApps)) return undefined;
  const isTold = ({ at }: Diagnostic) => at?.file === portLockFile;
  disk.diagnostics.splice(0, disk.diagnostics.length, ...disk.diagnostics.filter((each) => !isTold(each)));
  const next = allocatePorts({ asks, lines, published: seen, move });
  return {
    file: portLockFile,
    before,
    after: portLockText(next),
    changes: changesOf(lines, next),
    names: [...new Set(open.map(({ app }) => app))],
    left: portFindings(asks, next, true),
  };
}

function changesOf(before: PortLines, after: PortLines): readonly AddressChange[] {
  const apps = [...new Set([...before.keys(), ...after.keys()])].sort();
  return apps.flatMap((app) => {
    const [was, is] = [before.get(app) ?? {}, after.get(app) ?? {}];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].sort().flatMap((name): readonly AddressChange[] => {
      const [old, now] = [was[name]?.toString(), is[name]?.toString()];
      const base = { site: app, field: `node port of ${name}` };
      if (old === now) return [];
      if (now === undefined) return [{ ...base, kind: "freed", before: old as string }];
      return [
        old === undefined
          ? { ...base, kind: "given", after: now }
          : { ...base, kind: "moved", before: old, after: now },
      ];
    });
  });
}
