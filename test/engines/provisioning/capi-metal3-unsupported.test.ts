import { describe, expect, test } from "vitest";
import { capiMetal3 } from "../../../engines/provisioning/capi-metal3/capi-metal3.ts";
import { poolOf } from "../artifacts.ts";
import { exampleSite } from "./example-site.ts";
import { type Example, provisioner, three, two } from "./metal3-site.ts";

describe("what is not supported", () => {
  const asked = (example: Example) => {
    const site = exampleSite({ provisioner, ...example });
    return capiMetal3.unsupported({ site, pool: poolOf(site) }, provisioner).map((each) => each.requested);
  };

  test("one and three control planes with a virtual address and a BMC are fine", () => {
    expect([asked({}), asked({ roles: two }), asked({ roles: three })]).toEqual([[], [], []]);
  });

  test("a release that leaves two control planes or none, or names nobody, is refused", () => {
    const release = (...names: readonly string[]) =>
      asked({ roles: three, parameters: { releasedHosts: names.map((name) => `sz-nanshan-01-${name}`) } });
    expect(release("b", "c")).toEqual([]);
    expect(release("b")).toEqual([expect.stringContaining("2 of 3 control planes after a release")]);
    expect(release("a", "b", "c")).toEqual([expect.stringContaining("0 of 3 control planes")]);
    expect(release("x")).toEqual([expect.stringContaining("the release of sz-nanshan-01-x, which is no host")]);
  });

  test("every host without a BMC is named", () => {
    expect(asked({ roles: two, host: { bmc: undefined } })).toEqual([
      expect.stringContaining("host sz-nanshan-01-a without a BMC"),
      expect.stringContaining("host sz-nanshan-01-b without a BMC"),
    ]);
  });

  // Accepted, they waited for ever for a DHCP server that no hub has.
  test.each([
    "ipmi://10.44.255.11",
    "redfish://10.44.255.11/redfish/v1/Systems/1",
    "idrac-redfish+https://10.44.255.11/redfish/v1/Systems/1",
  ])("a server behind %s would boot by PXE, which no hub has", (bmc) => {
    expect(asked({ host: { bmc } })).toEqual([expect.stringContaining(`the BMC ${bmc}, whose driver boots`)]);
  });

  test("drivers that hand over a medium are fine", () => {
    for (const driver of ["redfish-virtualmedia", "idrac-virtualmedia", "ilo5-virtualmedia", "redfish-uefihttp"]) {
      expect(asked({ host: { bmc: `${driver}://10.44.255.11/redfish/v1/Systems/1` } })).toEqual([]);
    }
  });

  test("even a single control plane needs a virtual address", () => {
    expect(asked({ network: { vip: undefined } })).toEqual([expect.stringContaining("without a virtual address")]);
  });

  test("control planes of two architectures are told, workers may differ", () => {
    expect(asked({ roles: three, hosts: [{ arch: "amd64" }] })).toEqual([expect.stringContaining("amd64 and arm64")]);
    expect(asked({ roles: two, hosts: [{ arch: "amd64" }] })).toEqual([]);
  });
});
