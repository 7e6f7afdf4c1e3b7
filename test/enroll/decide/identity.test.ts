import { expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import type { Host } from "../../../constructs/host.ts";
import { hardwareReportSchema } from "../../../enroll/decide/hardware-report.ts";
import { indexIdentities, matchIdentity } from "../../../enroll/decide/identity.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk } from "../../fleet-on-disk.ts";
import { reportOf } from "../server-of-test.ts";
import { amd64Zone, zoneFile } from "../service-of-test.ts";

const UUID = "4c4c4544-0051-3110-8052-b4c04f4e3332";

/** Two servers: the small fleet's, and one that is known by its serial number. */
function hosts(): readonly Host[] {
  const second = `      - { name: sz-nanshan-01-b, serial: CZ2B, arch: amd64, role: worker, address: 10.44.12.12, mac: "02:44:0c:00:00:02", disk: auto }\n`;
  const { fleet } = loadFleet(fleetOnDisk({ [zoneFile]: amd64Zone + second }), catalogue);
  return fleet?.regions.flatMap(({ sites }) => sites).flatMap((site) => site.hosts) ?? [];
}

const card = (mac: string) => [{ name: "eno1", mac }];

test.each([
  ["all of its names", {}, "sz-nanshan-01-a"],
  [
    "a serial number in other letters",
    { machineId: undefined, serial: "cz2b", nics: card("02:44:0c:00:00:02") },
    "sz-nanshan-01-b",
  ],
  ["one card among several", { nics: [...card("02:44:0c:00:00:77"), ...card("02:44:0c:00:00:01")] }, "sz-nanshan-01-a"],
])("A server is known by %s", (_, changes, name) => {
  const match = matchIdentity(indexIdentities(hosts()), hardwareReportSchema.parse(reportOf(changes)));
  expect(match).toMatchObject({ kind: "known", host: { name } });
});

test.each([
  ["the machine id of one and the serial number of another", { serial: "CZ2B" }, /^it is like .*-a and like .*-b$/],
  [
    "the machine id of a host and none of its cards",
    { nics: card("02:44:0c:00:00:88") },
    /^its cards are 02:44:0c:00:00:88, declared is 02:44:0c:00:00:01$/,
  ],
  [
    "the card of a host and no machine id",
    { machineId: undefined },
    /^its machineId is not told by its firmware, declared is/,
  ],
])("A server with %s is none of them for certain", (_, changes, conflict) => {
  const match = matchIdentity(indexIdentities(hosts()), hardwareReportSchema.parse(reportOf(changes)));
  expect(match).toMatchObject({ kind: "ambiguous", conflict: expect.stringMatching(conflict) });
});

test.each(["To be filled by O.E.M.", "Default string", "0000000000", "None", "System Serial Number", "", "a\nb"])(
  "A serial number %j identifies nothing",
  (serial) => {
    expect(hardwareReportSchema.parse(reportOf({ serial })).serial).toBeUndefined();
  },
);

test("A machine id of zeros or ones identifies nothing", () => {
  for (const digit of ["0", "f"]) {
    const machineId = UUID.replace(/[0-9a-f]/g, digit);
    expect(hardwareReportSchema.parse(reportOf({ machineId })).machineId).toBeUndefined();
  }
});
