/** What a server has, held against what its site declares. */

import type { Host } from "../../constructs/host.ts";
import type { DiskSelector } from "../../model/disk-file.ts";
import type { HardwareReport, ReportedDisk } from "./hardware-report.ts";

export interface Difference {
  /** With an error the host's file would not work on this server, or wipe what nobody meant. */
  readonly severity: "error" | "warning";
  readonly message: string;
}

/** Firmware, graphics and the kernel itself keep some of the memory that is built in. */
const MEMORY_KEPT = 0.1;
const GIB = 2 ** 30;
const GIGABYTE = 1e9;

/** Errors first; none where the server is what its site declares, or has more. */
export function differences(host: Host, report: HardwareReport): readonly Difference[] {
  const all = [
    ...architecture(host, report),
    ...disk(host, report),
    ...boot(host, report),
    ...size(host, report),
    ...missing(host, report),
  ];
  return all.toSorted((a, b) => (a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1));
}

function architecture({ spec }: Host, { arch }: HardwareReport): readonly Difference[] {
  return spec.arch === arch ? [] : [error(`it is ${arch}, declared is ${spec.arch}`)];
}

function disk({ installDisk }: Host, { disks }: HardwareReport): readonly Difference[] {
  if (installDisk === "auto") return disks.length > 0 ? [] : [error("it has no disk")];
  if (disks.some((each) => isSelected(each, installDisk))) return [];
  const found = disks.map(({ path, links: [link] }) => link ?? path).join(", ") || "none";
  return [error(`it has no disk ${selectorText(installDisk)} to install on, its disks are ${found}`)];
}

function isSelected(disk: ReportedDisk, selector: DiskSelector): boolean {
  if (typeof selector === "string") return disk.path === selector || disk.links.includes(selector);
  const { minSizeGigabytes, rotational, serial, wwn, model } = selector;
  // No report tells the vendor; it is left to the installer.
  return (
    (minSizeGigabytes === undefined || disk.bytes >= minSizeGigabytes * GIGABYTE) &&
    (rotational === undefined || disk.rotational === rotational) &&
    (serial === undefined || disk.serial === serial) &&
    (wwn === undefined || disk.wwn === wwn) &&
    (model === undefined || (disk.model?.includes(model) ?? false))
  );
}

function selectorText(selector: DiskSelector): string {
  if (typeof selector === "string") return selector;
  // Without quotes: the console shows what stands before the first one.
  return Object.entries(selector)
    .map(([hint, value]) => `${hint} ${value}`)
    .join(", ");
}

function boot({ spec }: Host, report: HardwareReport): readonly Difference[] {
  const wanted = spec.boot === "uefi-secure" ? "uefi" : spec.boot;
  if (wanted === undefined || wanted === report.boot) return [];
  return [warning(`its firmware started by ${report.boot}, declared is ${spec.boot}`)];
}

function size({ capacity }: Host, { cpu, memoryKiB }: HardwareReport): readonly Difference[] {
  if (!capacity) return [];
  const memory = memoryKiB * 1024;
  return [
    ...(cpu < capacity.cpu ? [warning(`it has ${cpu} processors, declared are ${capacity.cpu}`)] : []),
    ...(memory < capacity.memory * (1 - MEMORY_KEPT)
      ? [warning(`it has ${gib(memory)} GiB of memory, declared are ${gib(capacity.memory)}`)]
      : []),
  ];
}

function gib(bytes: number): number {
  return Math.round((bytes / GIB) * 10) / 10;
}

function missing({ spec }: Host, { devices }: HardwareReport): readonly Difference[] {
  const absent = spec.devices.filter((each) => each !== "radio" && !devices.includes(each));
  return absent.map((device) => warning(`it has no ${device}, which is declared`));
}

function error(message: string): Difference {
  return { severity: "error", message };
}

function warning(message: string): Difference {
  return { severity: "warning", message };
}
