/** A server that no site has, as the entry of a zone file that would take it up. */

import { yamlText } from "../../model/yaml-text.ts";
import type { HardwareReport } from "./hardware-report.ts";

const GIB = 2 ** 30;
const TO_COMPLETE = "TO-COMPLETE";

/**
 * An item for `hosts` of a site. What only people know says TO-COMPLETE, which no check lets through.
 *
 * @param indent columns before it, so that it can be pasted as it is
 */
export function hostSnippet(report: HardwareReport, indent = 6): string {
  const [nic] = report.nics;
  const disk = report.disks.find(({ rotational }) => !rotational) ?? report.disks[0];
  const device = disk?.links.find((link) => link.includes("/by-id/")) ?? disk?.path;
  const host = {
    name: TO_COMPLETE,
    machineId: report.machineId,
    serial: report.serial,
    arch: report.arch,
    role: TO_COMPLETE,
    address: TO_COMPLETE,
    mac: nic?.mac,
    boot: report.boot,
    disk: device ?? TO_COMPLETE,
    devices: report.devices.length > 0 ? report.devices : undefined,
    hardware: { cpu: String(report.cpu), memory: `${Math.ceil((report.memoryKiB * 1024) / GIB)}Gi` },
  };
  const others = report.nics.slice(1).map(({ name, mac }) => `# another card: ${name} ${mac}\n`);
  const lines = `${yamlText([host])}${others.join("")}`;
  return lines.replace(/^(?=.)/gm, " ".repeat(indent));
}
