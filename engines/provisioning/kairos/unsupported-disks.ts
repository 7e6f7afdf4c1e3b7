/** What a host asks of its disks that Kairos cannot do. */

import type { Host } from "../../../constructs/host.ts";
import type { Site } from "../../../constructs/site.ts";
import type { DiskSelector } from "../../../model/disk-file.ts";
import type { KairosProvisioner } from "../../../model/provisioner.ts";
import { type Step, within } from "../../../model/source.ts";
import type { Unsupported } from "../../unsupported.ts";

const STABLE = "/dev/disk/by-id/";

export function unsupportedDisks({ hosts }: Site, provisioner: KairosProvisioner): readonly Unsupported[] {
  return hosts.flatMap((host) => [...unsupportedInstallDisk(host), ...unsupportedDataDisks(host, provisioner)]);
}

function unsupportedInstallDisk(host: Host): readonly Unsupported[] {
  const { disk, disks = [] } = host.spec;
  if (disk !== undefined) return isWwnAlone(disk) ? [] : [hints(host, ["disk"])];
  return disks.flatMap(({ purpose, device }, index) =>
    purpose !== "install" || isWwnAlone(device) ? [] : [hints(host, ["disks", index, "device"])],
  );
}

function isWwnAlone(disk: DiskSelector): boolean {
  return typeof disk === "string" || Object.keys(disk).join() === "wwn";
}

function hints(host: Host, steps: readonly Step[]): Unsupported {
  return at(host, steps, {
    requested: "a disk to install on by hints other than its WWN, of which the installer of Kairos has no notion",
    alternative: "name the disk below /dev/disk/by-id/, give its wwn alone, or say auto at a server with one disk",
  });
}

function unsupportedDataDisks(host: Host, { volumes = [] }: KairosProvisioner): readonly Unsupported[] {
  const disks = host.spec.disks ?? [];
  return disks.flatMap(({ purpose, device }, index) => {
    if (purpose === "install") return [];
    const found: Pick<Unsupported, "requested" | "alternative">[] = [];
    if (typeof device !== "string" || !device.startsWith(STABLE)) {
      const named = typeof device === "string" ? device : "hints";
      found.push({
        requested: `a disk for ${purpose} by ${named}, which may be another disk at the next boot`,
        alternative: "name the disk below /dev/disk/by-id/",
      });
    }
    if (disks.some((other, before) => before < index && other.purpose === purpose)) {
      found.push({
        requested: `a second disk for ${purpose} in one server`,
        alternative: "name one disk for each purpose; join disks to one in the hardware",
      });
    }
    if (disks.some((other, place) => place !== index && other.device === device && typeof device === "string")) {
      found.push({
        requested: `the disk ${String(device)} for ${purpose} and for something else`,
        alternative: "name another disk, or leave this purpose to the disk of the system",
      });
    }
    if (purpose === "volumes" && volumes.length === 0) {
      found.push({
        requested: `a disk for volumes, which profile ${host.site.reference} has no folder for`,
        alternative: "pin a profile whose provisioner names the folders of its volumes",
      });
    }
    if (purpose === "etcd" && host.spec.role === "worker") {
      found.push({
        requested: "a disk for etcd in a worker, which has none",
        alternative: "leave it out, or make the host a control plane",
      });
    }
    return found.map((each) => at(host, ["disks", index], each));
  });
}

function at(
  { source, path }: Host,
  steps: readonly Step[],
  found: Pick<Unsupported, "requested" | "alternative">,
): Unsupported {
  return { ...found, at: source && within(source, ...steps), subject: path };
}
