import { describe, expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";
import { hintText } from "./hint-text.ts";

const file = "sites/guangdong/region.yaml";
const text = smallFleet()[file] as string;

/** Findings in a region's file, as `line:column code message | hint`. */
function findings(region: string): string[] {
  const { diagnostics, textOf } = loadFleet(fleetOnDisk({ [file]: region }), catalogue);
  return locate(diagnostics, textOf).map(({ position, code, message, hint }) => {
    return `${position?.line}:${position?.column} ${code} ${message}${hintText(hint)}`;
  });
}

describe("A hub", () => {
  const withHub = (more: string) => findings(text.replace(':6443" }', `:6443", ${more} }`));

  test("may be restoring", () => {
    expect(withHub("state: restoring")).toEqual([]);
  });

  test("has no other states than active and restoring", () => {
    expect(withHub("state: restored")).toEqual([
      '5:89 load/value hub.state: found "restored", expected one of active, restoring',
    ]);
  });
});

describe("A back-up", () => {
  const withBackup = (fields: string) => findings(`${text}backup: { ${fields} }\n`);
  const place = 'endpoint: "https://s3.sz.panji.example", bucket: hub-backups';

  test("says where it goes, and may say when, how long it stays and when it is missed", () => {
    expect(withBackup(place)).toEqual([]);
    const more = `schedule: "5,35 * * * 1-5", keep: { hourly: 24, daily: 30, monthly: 12 }, alarmAfterHours: 80`;
    expect(withBackup(`${place}, ${more}`)).toEqual([]);
  });

  test.each([
    [
      'endpoint: "http://s3.sz.panji.example", bucket: hub-backups',
      '8:21 load/value backup.endpoint: found "http://s3.sz.panji.example", expected an https URL without user and query and with a port up to 65535, like https://hub.gd.panji.example:6443',
    ],
    [
      'endpoint: "https://s3.sz.panji.example", bucket: Hub_Backups',
      '8:60 load/value backup.bucket: found "Hub_Backups", expected a bucket\'s name of 3 to 63 lower-case letters, digits and -',
    ],
    [
      `${place}, schedule: hourly`,
      '8:83 load/value backup.schedule: found "hourly", expected five fields of cron in quotes, like "17 * * * *"',
    ],
    [
      `${place}, keep: { daily: 0 }`,
      "8:88 load/value backup.keep.daily: found 0, expected a number of days from 1 to 366",
    ],
    [
      `${place}, alarmAfterHours: 1000`,
      "8:90 load/value backup.alarmAfterHours: found 1000, expected a number of hours from 1 to 744",
    ],
    [
      `${place}, password: secret`,
      "8:73 load/unknown-key backup.password: unknown key, expected one of endpoint, bucket, schedule, keep, alarmAfterHours | remove it",
    ],
  ])("{ %s } is refused", (fields, finding) => {
    expect(withBackup(fields)).toEqual([finding]);
  });
});
