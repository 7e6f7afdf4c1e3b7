import type { DiskHints, DiskSelector } from "../../../model/disk-file.ts";
import type { JsonObject } from "../../../model/json.ts";

const BY_ID = "/dev/disk/by-id/";

/**
 * Hints by which Ironic finds the disk. It compares kernel names and by-path names as they are, but
 * reports no by-id names (baremetal-operator pkg/provisioner/ironic/devicehints), so those are taken
 * apart as udev puts them together: `wwn-<wwn>`, `nvme-eui.<id>`, `<bus>-<model>_<serial>`, where
 * NVMe disks may add the number of the namespace.
 */
export function rootDeviceHints(disk: DiskSelector): JsonObject {
  if (typeof disk !== "string") return hardwareHints(disk);
  if (disk === "auto") return {};
  if (!disk.startsWith(BY_ID)) return { deviceName: disk };
  const id = disk.slice(BY_ID.length);
  const bus = id.slice(0, id.indexOf("-"));
  const rest = id.slice(id.indexOf("-") + 1);
  if (bus === "wwn" || rest.startsWith("eui.")) return { wwn: rest };
  const parts = rest.split("_");
  const last = parts.length > 2 && bus === "nvme" && /^\d{1,2}$/.test(parts.at(-1) as string) ? -2 : -1;
  return { serialNumber: parts.at(last) as string };
}

function hardwareHints({ serial, ...others }: DiskHints): JsonObject {
  return { ...others, ...(serial !== undefined && { serialNumber: serial }) };
}
