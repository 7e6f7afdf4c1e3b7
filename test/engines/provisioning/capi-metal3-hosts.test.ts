import { describe, expect, test } from "vitest";
import { isProtected } from "../../../engines/protection.ts";
import { capiMetal3 } from "../../../engines/provisioning/capi-metal3/capi-metal3.ts";
import { rootDeviceHints } from "../../../engines/provisioning/capi-metal3/root-device.ts";
import { poolOf } from "../artifacts.ts";
import { agentBootstrap, exampleSite } from "./example-site.ts";
import { type Example, objectsOf, ofKind, provisioner, spec, three, two } from "./metal3-site.ts";

describe("the network of the installer", () => {
  interface Reference {
    readonly target: { readonly template: { readonly data: { readonly networkData: string } } };
  }
  const networkOf = (example: Example = {}) => {
    const [reference] = ofKind(objectsOf(example), "ExternalSecret");
    const { target } = spec(reference) as unknown as Reference;
    return JSON.parse(target.template.data.networkData) as unknown;
  };

  // A ramdisk from virtual media asked for DHCP, which no site has, and never reported back.
  test("is fixed, and comes from the Secret that the host names", () => {
    const objects = objectsOf();
    const [host] = ofKind(objects, "BareMetalHost").map(spec);
    const [reference] = ofKind(objects, "ExternalSecret");
    expect(host?.["preprovisioningNetworkDataName"]).toBe(reference?.metadata.name);
    expect(networkOf({ network: { vlan: 112 } })).toEqual({
      links: [
        { id: "nic0", type: "phy", ethernet_mac_address: "02:44:0c:00:00:01" },
        { id: "vlan112", type: "vlan", vlan_link: "nic0", vlan_id: 112, vlan_mac_address: "02:44:0c:00:00:01" },
      ],
      networks: [
        {
          id: "nodes0",
          type: "ipv4",
          link: "vlan112",
          ip_address: "10.44.12.11",
          netmask: "255.255.255.192",
          routes: [{ network: "0.0.0.0", netmask: "0.0.0.0", gateway: "10.44.12.1" }],
        },
      ],
      services: [{ type: "dns", address: "10.44.12.1" }],
    });
  });

  test("has the bond that the node's address lies on, and an address of both families", () => {
    const interfaces = [
      { name: "eno1", type: "ethernet", mac: "02:44:0c:00:00:01" },
      { name: "eno2", type: "ethernet", mac: "02:44:0c:00:00:02" },
      { name: "eno3", type: "ethernet", mac: "02:44:0c:00:00:03", addresses: ["10.44.99.2/24"] },
      { name: "bond0", type: "bond", mode: "802.3ad", members: ["eno1", "eno2"] },
      { name: "br0", type: "linux-bridge", members: ["bond0"], addresses: ["10.44.12.11/26", "fd44:12::11/64"] },
    ];
    expect(
      networkOf({
        network: { nodes: ["10.44.12.0/26", "fd44:12::/64"] },
        hosts: [{ mac: undefined, interfaces, address: ["10.44.12.11", "fd44:12::11"] }],
      }),
    ).toMatchObject({
      links: [
        { id: "eno1", type: "phy", ethernet_mac_address: "02:44:0c:00:00:01" },
        { id: "eno2", type: "phy" },
        { id: "bond0", type: "bond", bond_links: ["eno1", "eno2"], bond_mode: "802.3ad" },
      ],
      networks: [
        { type: "ipv4", link: "bond0", ip_address: "10.44.12.11" },
        { type: "ipv6", link: "bond0", ip_address: "fd44:12::11", netmask: "ffff:ffff:ffff:ffff::" },
      ],
    });
  });
});

describe("certificates of management controllers", () => {
  test("are verified unless the host says otherwise", () => {
    const bmc = (verifyCertificate?: boolean) => {
      const address = "redfish-virtualmedia://10.44.255.11/redfish/v1/Systems/1";
      const example = { host: { bmc: { address, ...(verifyCertificate !== undefined && { verifyCertificate }) } } };
      return spec(ofKind(objectsOf(example), "BareMetalHost")[0])["bmc"];
    };
    expect(bmc()).not.toHaveProperty("disableCertificateVerification");
    expect(bmc(true)).not.toHaveProperty("disableCertificateVerification");
    expect(bmc(false)).toMatchObject({ disableCertificateVerification: true });
  });
});

describe("the power of servers", () => {
  // With the value of Git put back the old system on the disk of a server that had left its cluster booted again.
  test("is CAPM3's alone: delivery looks away from it", () => {
    const site = exampleSite({ provisioner });
    const artifacts = capiMetal3.lower({ site, pool: poolOf(site), bootstrap: agentBootstrap }, provisioner);
    expect(artifacts.flatMap((each) => (each.kind === "objects" ? (each.ignored ?? []) : []))).toEqual([
      { group: "metal3.io", kind: "BareMetalHost", pointers: ["/spec/online"] },
    ]);
  });
});

describe("repair of lost servers", () => {
  const checks = (roles: readonly ("control-plane" | "worker")[]) =>
    ofKind(objectsOf({ roles }), "MachineHealthCheck").map(({ metadata }) => metadata.name);

  // CAPM3 asks the cluster's API for a node after it switched the server off: an only control plane stayed off for ever.
  test("never switches an only control plane off", () => {
    expect(checks(["control-plane"])).toEqual([]);
    expect(ofKind(objectsOf(), "Metal3RemediationTemplate")).toEqual([]);
    expect(checks(two)).toEqual(["sz-nanshan-01-workers"]);
    const [workers] = ofKind(objectsOf({ roles: two }), "MachineHealthCheck").map(spec);
    expect(workers?.["selector"]).toMatchObject({
      matchExpressions: [{ key: "cluster.x-k8s.io/control-plane", operator: "DoesNotExist" }],
    });
    expect(checks([...three, "worker"])).toEqual(["sz-nanshan-01-control-plane", "sz-nanshan-01-workers"]);
  });

  // After the last try CAPM3 deletes the machine and marks the host for ever: docs/guide-operator.md has the way back.
  test("switches a server off and on twice at most", () => {
    const [template] = ofKind(objectsOf({ roles: three }), "Metal3RemediationTemplate").map(spec);
    expect(template?.["template"]).toMatchObject({ spec: { strategy: { type: "Reboot", retryLimit: 2 } } });
  });

  test("waits for a first installation as long as it takes", () => {
    const [check] = ofKind(objectsOf({ roles: three }), "MachineHealthCheck").map(spec);
    expect(check?.["checks"]).toMatchObject({ nodeStartupTimeoutSeconds: 0 });
  });
});

describe("a released server", () => {
  const released = ["sz-nanshan-01-b"];

  // Its objects were protected, so they stayed in the hub although `diff` said that they are deleted.
  test("is taken by no machine again, and may be pruned", () => {
    const objects = objectsOf({ roles: two, parameters: { releasedHosts: released } });
    const own = objects.filter(({ metadata }) => metadata.name.startsWith("sz-nanshan-01-b"));
    expect(own.map(({ kind }) => kind)).toEqual(["ExternalSecret", "BareMetalHost"]);
    expect(own.some(isProtected)).toBe(false);
    expect(own[1]?.metadata.labels).toMatchObject({ "flotilla.dev/role": "released" });
    expect(ofKind(objects, "BareMetalHost").filter(isProtected)).toHaveLength(1);
  });

  test("takes the last worker's deployment along, emptied", () => {
    const [deployment] = ofKind(
      objectsOf({ roles: two, parameters: { releasedHosts: released } }),
      "MachineDeployment",
    );
    expect(spec(deployment)["replicas"]).toBe(0);
    expect(deployment && isProtected(deployment)).toBe(false);
    const more = objectsOf({ roles: [...two, "worker"], parameters: { releasedHosts: released } });
    const [staying] = ofKind(more, "MachineDeployment");
    expect(spec(staying)["replicas"]).toBe(1);
    expect(staying && isProtected(staying)).toBe(true);
  });

  test("keeps its address set aside until it is gone", () => {
    const pools = (parameters: object) => spec(ofKind(objectsOf({ roles: two, parameters }), "IPPool")[0])["pools"];
    expect(pools({ releasedHosts: released })).toEqual(pools({}));
  });

  test("may be two of three control planes, whose cluster then looks after itself", () => {
    const parameters = { releasedHosts: ["sz-nanshan-01-b", "sz-nanshan-01-c"] };
    const objects = objectsOf({ roles: three, parameters });
    expect(spec(ofKind(objects, "KubeadmControlPlane")[0])).toMatchObject({ replicas: 1 });
    expect(ofKind(objects, "MachineHealthCheck")).toEqual([]);
  });
});

describe("root devices", () => {
  test.each([
    ["/dev/sda", { deviceName: "/dev/sda" }],
    ["/dev/disk/by-path/pci-0000:01:00.0", { deviceName: "/dev/disk/by-path/pci-0000:01:00.0" }],
    ["/dev/disk/by-id/wwn-0x5000c500a1b2c3d4", { wwn: "0x5000c500a1b2c3d4" }],
    ["/dev/disk/by-id/nvme-eui.0025385b71b0fa12", { wwn: "eui.0025385b71b0fa12" }],
    ["/dev/disk/by-id/ata-Samsung_SSD_870_EVO_S6PNNS0T", { serialNumber: "S6PNNS0T" }],
    ["/dev/disk/by-id/nvme-SAMSUNG_MZQL2960_S64FNE0R_1", { serialNumber: "S64FNE0R" }],
    ["/dev/disk/by-id/nvme-SAMSUNG_42", { serialNumber: "42" }],
    ["/dev/disk/by-id/nvme-a", { serialNumber: "a" }],
  ])("%s is found by what Ironic reports of it", (disk, hints) => {
    expect(rootDeviceHints(disk)).toEqual(hints);
  });
});
