import { describe, expect, test } from "vitest";
import { validateObject } from "../../../compiler/validate-object.ts";
import { capiMetal3 } from "../../../engines/provisioning/capi-metal3/capi-metal3.ts";
import { metal3Example } from "../../../engines/provisioning/capi-metal3/example.ts";
import { objectsFor, poolOf } from "../artifacts.ts";
import { agentBootstrap, exampleSite } from "./example-site.ts";

/** The BareMetalHost and the credentials of one server. */
function hardware(host: object) {
  const site = exampleSite({ provisioner: metal3Example, network: { vip: "10.44.12.10" }, host });
  const objects = objectsFor(
    capiMetal3.lower({ site, pool: poolOf(site), bootstrap: agentBootstrap }, metal3Example),
    "hub",
  );
  const find = (kind: string) => objects.find((each) => each.kind === kind);
  const [server, credentials] = [find("BareMetalHost"), find("ExternalSecret")];
  expect([server, credentials].flatMap((each) => (each ? validateObject(each) : [each]))).toEqual([]);
  return { spec: server?.["spec"], data: (credentials?.["spec"] as { data: unknown } | undefined)?.data };
}

describe("What is said of a server's hardware reaches Metal3", () => {
  test.each([
    ["uefi", "UEFI"],
    ["uefi-secure", "UEFISecureBoot"],
    ["legacy", "legacy"],
  ])("boot: %s as %s", (boot, bootMode) => {
    expect(hardware({ boot }).spec).toMatchObject({ bootMode });
  });

  test("the disk to install on by what the hardware says, all of it", () => {
    const disk = {
      minSizeGigabytes: 400,
      serial: "S4EV",
      wwn: "eui.0025385b71b0",
      model: "PM9A3",
      vendor: "Samsung",
      rotational: false,
    };
    expect(hardware({ disk }).spec).toMatchObject({
      rootDeviceHints: {
        minSizeGigabytes: 400,
        serialNumber: "S4EV",
        wwn: "eui.0025385b71b0",
        model: "PM9A3",
        vendor: "Samsung",
        rotational: false,
      },
    });
  });

  test("the address of the BMC as it is written, and its account where the file says", () => {
    const address = "idrac-virtualmedia+https://[fd00::b]/redfish/v1/Systems/System.Embedded.1";
    const { spec, data } = hardware({ bmc: { address, credentials: "rack-12" } });
    expect(spec).toMatchObject({ bmc: { address } });
    expect(data).toEqual([
      { secretKey: "username", remoteRef: { key: "bmc/rack-12", property: "username" } },
      { secretKey: "password", remoteRef: { key: "bmc/rack-12", property: "password" } },
    ]);
  });

  test("a server without machine id has its account under what it is known by", () => {
    const { data } = hardware({
      machineId: undefined,
      serial: "CZ21470ABC",
      bmc: "redfish-virtualmedia://10.44.255.11/redfish/v1/Systems/1",
    });
    expect(data).toMatchObject([{ remoteRef: { key: "bmc/serial-cz21470abc" } }, {}]);
  });
});
