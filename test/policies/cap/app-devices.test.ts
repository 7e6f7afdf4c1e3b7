import { expect, test } from "vitest";
import { compileFleet } from "../../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

const app = smallFleet()["apps/retail/checkout.yaml"] as string;

function findings(devices: string) {
  const root = fleetOnDisk({ "apps/retail/checkout.yaml": `${app}devices: ${devices}\n` });
  return compileFleet(root).result.diagnostics.map(({ code, message, at }) => ({ code, message, path: at?.path }));
}

test("An app may ask for what the servers have", () => {
  expect(findings("[sriov, ptp]")).toEqual([]);
});

test("An app that asks for a device no server has is told the place", () => {
  expect(findings("[sriov, gpu]")).toEqual([
    {
      code: "FLT-CAP-007",
      message:
        "the app asks for sriov, gpu, but no server has it at 1 place, such as panji/guangdong/shenzhen/sz-nanshan-01, which lacks gpu",
      path: ["devices"],
    },
  ]);
});
