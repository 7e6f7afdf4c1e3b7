import { expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import type { Host } from "../../../constructs/host.ts";
import { differences } from "../../../enroll/decide/differences.ts";
import { hardwareReportSchema } from "../../../enroll/decide/hardware-report.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk } from "../../fleet-on-disk.ts";
import { type Report, reportOf } from "../server-of-test.ts";
import { amd64Zone, zoneFile } from "../service-of-test.ts";

/** The small fleet's host with other lines in place of its disk. */
function hostWith(lines: string): Host {
  const { fleet } = loadFleet(
    fleetOnDisk({ [zoneFile]: amd64Zone.replace("disk: /dev/disk/by-id/nvme-a", lines) }),
    catalogue,
  );
  return fleet?.regions[0]?.sites[0]?.hosts[0] as Host;
}

const found = (lines: string, changes: Partial<Report> = {}) =>
  differences(hostWith(lines), hardwareReportSchema.parse(reportOf(changes))).map(({ severity, message }) => [
    severity,
    message,
  ]);

const disks = (...each: readonly Partial<Report["disks"][number]>[]) => ({
  disks: each.map((disk, index) => ({ path: `/dev/sd${index}`, links: [], bytes: 480e9, rotational: false, ...disk })),
});

test.each([
  ["auto", { disk: "auto" }, disks({})],
  ["a link", { disk: "/dev/disk/by-id/nvme-a" }, disks({}, { links: ["/dev/disk/by-id/nvme-a"] })],
  ["a size and a kind", { disk: "{ minSizeGigabytes: 400, rotational: false }" }, disks({ bytes: 400e9 })],
  ["a part of the model", { disk: "{ model: PM9A3 }" }, disks({ model: "SAMSUNG PM9A3 480GB" })],
  ["a WWN", { disk: '{ wwn: "0x5000c500a1b2c3d4" }' }, disks({ wwn: "0x5000c500a1b2c3d4" })],
])("A server that has the disk by %s is as declared", (_, { disk }, changes) => {
  expect(found(`disk: ${disk}`, changes)).toEqual([]);
});

test.each([
  ["auto", disks(), "it has no disk"],
  [
    "{ minSizeGigabytes: 400 }",
    disks({ bytes: 399e9 }),
    "it has no disk minSizeGigabytes 400 to install on, its disks are /dev/sd0",
  ],
  [
    "/dev/disk/by-id/x",
    disks({ links: ["/dev/disk/by-id/y"] }),
    "it has no disk /dev/disk/by-id/x to install on, its disks are /dev/disk/by-id/y",
  ],
])("A server without the disk %s would be installed on another, which is an error", (disk, changes, message) => {
  expect(found(`disk: ${disk}`, changes)).toEqual([["error", message]]);
});

test("Less memory, fewer processors and missing devices are told; the share that firmware keeps is not", () => {
  const lines = 'disk: auto\n        hardware: { cpu: "8", memory: 16Gi }\n        boot: uefi-secure';
  expect(found(lines, { memoryKiB: 15.25 * 2 ** 20 })).toEqual([]);
  expect(found(lines, { memoryKiB: 8 * 2 ** 20, cpu: 4, devices: ["ptp"], boot: "legacy" })).toEqual([
    ["warning", "its firmware started by legacy, declared is uefi-secure"],
    ["warning", "it has 4 processors, declared are 8"],
    ["warning", "it has 8 GiB of memory, declared are 16"],
    ["warning", "it has no sriov, which is declared"],
  ]);
});

test.each(["a\n  - name: forged", "\u001b[2J", "\u2028x"])(
  "A report with %j in a name is none: it would stand as lines of a zone file, or move the terminal",
  (name) => {
    const nics = [{ name, mac: "02:00:00:00:00:01" }];
    expect(hardwareReportSchema.safeParse(reportOf({ nics })).success).toBe(false);
  },
);
