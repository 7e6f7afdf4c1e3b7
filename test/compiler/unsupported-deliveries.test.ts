import { expect, test } from "vitest";
import { compileFleet } from "../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const FLEET = "sites/fleet.yaml";
const REGION = "sites/guangdong/region.yaml";
const textOf = (file: string) => String(smallFleet()[file]);

function findings(delivery: string, ofFleet = "") {
  const { loaded, result } = compileFleet(
    fleetOnDisk({
      [FLEET]: textOf(FLEET) + ofFleet,
      [REGION]: textOf(REGION).replace("delivery: flux\n", delivery),
    }),
  );
  return [...loaded.diagnostics, ...result.diagnostics].map(({ code, message, hint, at }) => ({
    code,
    message,
    hint,
    at: at && `${at.file}: ${at.path.join(".")}`,
  }));
}

const artifacts = "artifacts: oci://registry.panji.example/fleet\n";

test("Delivery by artifacts is refused where nobody says where they lie", () => {
  expect(findings("delivery: { engine: flux, source: oci }\n")).toEqual([
    {
      code: "engine/unsupported",
      message: "engine flux cannot do this: delivery with source: oci in a fleet that does not say where artifacts lie",
      hint: "say it in sites/fleet.yaml, like artifacts: oci://registry.panji.example/fleet",
      at: "sites/guangdong/region.yaml: delivery",
    },
  ]);
});

test("Both engines take artifacts, and no rule has anything against what they are told", () => {
  for (const engine of ["flux", "argocd"]) {
    expect(findings(`delivery: { engine: ${engine}, source: oci }\n`, artifacts)).toEqual([]);
  }
});

test("What the fleet says counts where a region says nothing, and is told at the fleet", () => {
  expect(findings("", `delivery: { engine: flux, source: oci }\n${artifacts}`)).toEqual([]);
  const told = findings("", "delivery: { engine: flux, source: oci }\n");
  expect(new Set(told.map(({ at }) => at))).toEqual(new Set(["sites/fleet.yaml: delivery"]));
});
