import { expect, test } from "vitest";
import { pathOfUrl, placeWithin } from "../../model/error-place.ts";

test("The path of a module is one of this machine, on Windows from its drive", () => {
  expect(pathOfUrl("file:///work/my%20fleet/fleet.ts?1")).toBe("/work/my fleet/fleet.ts");
  expect(pathOfUrl("file:///C:/work/fleet.ts")).toBe("C:/work/fleet.ts");
  expect(pathOfUrl("C:\\work\\fleet.ts")).toBe("C:\\work\\fleet.ts");
});

test("A place is told from the fleet's folder, whatever slashes and drives it is written with", () => {
  expect(placeWithin("/work/fleet/policies/a.ts", "/work/fleet")).toBe("policies/a.ts");
  expect(placeWithin("/work/fleet-2/a.ts", "/work/fleet")).toBe("/work/fleet-2/a.ts");
  expect(placeWithin("C:/work/fleet/policies/a.ts", "c:\\work\\fleet")).toBe("policies/a.ts");
  expect(placeWithin("c:\\work\\fleet\\a.ts", "C:\\work\\fleet\\")).toBe("a.ts");
});
