import { describe, expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

const file = "sites/guangdong/region.yaml";
const text = smallFleet()[file] as string;

/** Findings in a region's file, as `line:column code message | hint`. */
function findings(region: string): string[] {
  const { diagnostics, textOf } = loadFleet(fleetOnDisk({ [file]: region }), catalogue);
  return locate(diagnostics, textOf).map(({ position, code, message, hint }) => {
    return `${position?.line}:${position?.column} ${code} ${message}${hint ? ` | ${hint}` : ""}`;
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
