import { expect, test } from "vitest";
import { timeZones } from "../../model/time-zones.ts";

test("Every name is one that Intl takes, and none is there twice", () => {
  const refused = timeZones.filter((timeZone) => {
    try {
      new Intl.DateTimeFormat("en", { timeZone });
      return false;
    } catch {
      return true;
    }
  });
  expect(refused).toEqual([]);
  expect(new Set(timeZones).size).toBe(timeZones.length);
});

test("No zone that this Node knows is missing", () => {
  const known = new Set(timeZones);
  expect(Intl.supportedValuesOf("timeZone").filter((name) => !known.has(name))).toEqual([]);
});

// These were refused: Intl.supportedValuesOf has Asia/Calcutta, Europe/Kiev, Asia/Saigon and UTC for them.
test("Zones have their newer names and their older ones", () => {
  expect(timeZones).toEqual(
    expect.arrayContaining([
      ...["Asia/Kolkata", "Asia/Calcutta", "Europe/Kyiv", "Europe/Kiev", "Asia/Ho_Chi_Minh", "Asia/Saigon"],
      ...["Asia/Yangon", "Asia/Kathmandu", "Asia/Urumqi", "Asia/Chongqing", "PRC", "UTC", "Etc/UTC", "Etc/GMT-8"],
    ]),
  );
});
