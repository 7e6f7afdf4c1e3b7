import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { validateObject } from "../../../compiler/validate-object.ts";
import type { Site } from "../../../constructs/site.ts";
import { isProtected } from "../../../engines/protection.ts";
import { capiMetal3 } from "../../../engines/provisioning/capi-metal3/capi-metal3.ts";
import { rootDeviceHints } from "../../../engines/provisioning/capi-metal3/root-device.ts";
import type { KubernetesObject } from "../../../model/manifest.ts";
import type { CapiMetal3Provisioner } from "../../../model/provisioner.ts";
import { objectsFor, poolOf } from "../artifacts.ts";
import { expectTree } from "../golden-tree.ts";
import { type ExampleSite, exampleSite, firstAgent, image } from "./example-site.ts";

const golden = (name: string) => `${import.meta.dirname}/golden/capi-metal3/${name}`;

const provisioner: CapiMetal3Provisioner = {
  engine: "capi-metal3",
  kubernetes: "v1.33.10",
  images: { amd64: "os/ubuntu-24.04-v1.33.10-amd64.qcow2", arm64: "os/ubuntu-24.04-v1.33.10-arm64.qcow2" },
  maxSurge: 0,
  kubeVip: image("kube-vip/kube-vip", "v1.2.3"),
  installer: image("alpine/k8s", "1.33.10"),
  imageRepository: "kubernetes",
  secretStore: "fleet",
};

type Example = Omit<ExampleSite, "provisioner">;
const settingsOf = (settings: Partial<CapiMetal3Provisioner>) => ({ ...provisioner, ...settings });
const lower = (site: Site, settings: CapiMetal3Provisioner, bootstrap = firstAgent) =>
  objectsFor(capiMetal3.lower({ site, pool: poolOf(site), bootstrap }, settings), "hub");
const objectsOf = (example: Example = {}, settings: Partial<CapiMetal3Provisioner> = {}) => {
  const own = settingsOf(settings);
  return lower(exampleSite({ provisioner: own, ...example }), own);
};
const ofKind = (objects: readonly KubernetesObject[], kind: string) => objects.filter((each) => each.kind === kind);
const spec = (object: KubernetesObject | undefined) => object?.["spec"] as Record<string, unknown>;

const two = ["control-plane", "worker"] as const;
const three = ["control-plane", "control-plane", "control-plane"] as const;

describe("golden trees", () => {
  test("one server is a control plane with everything on it", () => {
    expectTree(objectsOf(), golden("one"));
  });

  test("a worker of another architecture has templates and a deployment of its own", () => {
    const example = {
      roles: two,
      hosts: [{}, { arch: "amd64" }],
      network: { vlan: 112 },
      parameters: { ntp: ["10.44.0.1"], sshKeys: ["ssh-ed25519 AAAA operator"] },
    };
    expectTree(objectsOf(example), golden("two"));
  });

  test("three control planes roll without a spare server", () => {
    expectTree(objectsOf({ roles: three }), golden("three"));
  });

  test("a held cluster is paused", () => {
    expectTree(objectsOf({ state: "held" }), golden("held"));
  });

  test("a retired site is the same without protection from pruning", () => {
    expectTree(objectsOf({ state: "retired" }), golden("retired"));
  });
});

describe("protection", () => {
  const annotationsOf = (state: string) => objectsOf({ state }).map((object) => object.metadata.annotations ?? {});

  test("no object of a living site but its health checks is pruned by Flux or Argo CD", () => {
    const isPruned = ({ kind }: KubernetesObject) => /HealthCheck|Remediation/.test(kind);
    expect(objectsOf({ roles: three }).filter((each) => !isProtected(each))).toEqual(
      objectsOf({ roles: three }).filter(isPruned),
    );
    for (const state of ["shipped", "active", "held", "offline"]) {
      for (const annotations of annotationsOf(state)) {
        expect(annotations).toMatchObject({
          "kustomize.toolkit.fluxcd.io/prune": "disabled",
          "argocd.argoproj.io/sync-options": "Prune=false,Delete=false",
        });
      }
    }
  });

  test("a retired site differs from an active one in these annotations alone", () => {
    const bare = (object: KubernetesObject) => ({ ...object, metadata: { ...object.metadata, annotations: {} } });
    expect(objectsOf({ state: "retired" }).map(bare)).toEqual(objectsOf().map(bare));
    expect(annotationsOf("retired").flatMap(Object.keys)).toEqual(["flotilla.dev/mac"]);
  });
});

/** Sites and settings that differ in everything a template may hold. */
const variation = fc.record({
  roles: fc.constantFrom(["control-plane"] as const, two, three, [...three, "worker"] as const),
  vlan: fc.constantFrom(undefined, 112, 113),
  ntp: fc.constantFrom([], ["10.44.0.1"]),
  dns: fc.constantFrom([], ["10.44.0.53"]),
  os: fc.constantFrom("os/a.qcow2", "os/b.raw"),
  maxSurge: fc.constantFrom(0 as const, 1 as const),
  pods: fc.constantFrom(undefined, "10.244.0.0/16"),
});
type Variation = typeof variation extends fc.Arbitrary<infer V> ? V : never;

function varied({ roles, vlan, ntp, dns, os, maxSurge, pods }: Variation): readonly KubernetesObject[] {
  const images = { ...provisioner.images, arm64: os };
  return objectsOf({ roles, network: { vlan, pods }, parameters: { ntp, dns } }, { maxSurge, images });
}

describe("what every site keeps", () => {
  test("a template has another name exactly when its body is another", { tags: "property" }, () => {
    const kinds = ["Metal3DataTemplate", "Metal3MachineTemplate", "KubeadmConfigTemplate"];
    fc.assert(
      fc.property(variation, variation, (a, b) => {
        for (const kind of kinds) {
          for (const one of ofKind(varied(a), kind)) {
            for (const other of ofKind(varied(b), kind)) {
              const isSameUse = one.metadata.name.slice(0, -8) === other.metadata.name.slice(0, -8);
              if (!isSameUse) continue;
              const hasSameBody = JSON.stringify(spec(one)) === JSON.stringify(spec(other));
              expect(one.metadata.name === other.metadata.name).toBe(hasSameBody);
            }
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("no object holds an empty object or an empty list, which Cluster API refuses", { tags: "property" }, () => {
    const empties = (value: unknown, path: string): string[] => {
      if (typeof value !== "object" || value === null) return [];
      const children = Object.entries(value);
      return children.length === 0 ? [path] : children.flatMap(([key, child]) => empties(child, `${path}.${key}`));
    };
    fc.assert(
      fc.property(variation, (example) => {
        expect(varied(example).flatMap((object) => empties(object, object.kind))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test("every object fits the schema of its kind, and every reference meets an object", { tags: "property" }, () => {
    fc.assert(
      fc.property(variation, (example) => {
        const objects = varied(example);
        expect(objects.flatMap(validateObject)).toEqual([]);
        const names = new Set(objects.map((object) => `${object.kind}/${object.metadata.name}`));
        const references = JSON.stringify(objects).matchAll(/"kind":"(\w+)","name":"([^"]+)"/g);
        const own = [...references].filter(([, kind]) => !["ClusterSecretStore", "IPPool"].includes(kind ?? ""));
        expect(own.length).toBeGreaterThan(3);
        for (const [, kind, name] of own) expect(names).toContain(`${kind}/${name}`);
      }),
      { numRuns: 40 },
    );
  });

  test("all objects lie in the site's own namespace", () => {
    const namespaces = objectsOf({ roles: [...three, "worker"] }).map(
      (object) => object.metadata.namespace ?? object.metadata.name,
    );
    expect(new Set(namespaces)).toEqual(new Set(["site-sz-nanshan-01"]));
  });

  test("no Secret is written; the BMC's account is named by the machine's id", () => {
    const objects = objectsOf({ roles: two });
    expect(ofKind(objects, "Secret")).toEqual([]);
    const keys = ofKind(objects, "ExternalSecret").map((object) => JSON.stringify(spec(object)["data"]));
    expect(keys[0]).toContain("bmc/4c4c4544-0051-3110-8052-b4c04f4e3330");
    expect(keys[1]).toContain("bmc/4c4c4544-0051-3110-8052-b4c04f4e3331");
  });
});

describe("the network of the installer", () => {
  interface Reference {
    readonly target: { readonly template: { readonly data: { readonly networkData: string } } };
  }
  const networkOf = (example: Example = {}) => {
    const [reference] = ofKind(objectsOf(example), "ExternalSecret");
    return JSON.parse((reference?.["spec"] as unknown as Reference).target.template.data.networkData) as unknown;
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

  test("waits for a first installation as long as it takes", () => {
    const [check] = ofKind(objectsOf({ roles: three }), "MachineHealthCheck").map(spec);
    expect(check?.["checks"]).toMatchObject({ nodeStartupTimeoutSeconds: 0 });
  });
});

describe("rollouts", () => {
  const strategy = (example: Example, settings: Partial<CapiMetal3Provisioner> = {}) =>
    JSON.stringify(spec(ofKind(objectsOf(example, settings), "KubeadmControlPlane")[0])["rollout"]);

  test("fewer than three control planes take one more server, as KubeadmControlPlane demands", () => {
    expect(strategy({})).toContain('"maxSurge":1');
    expect(strategy({ roles: three })).toContain('"maxSurge":0');
  });

  test("without a spare server a machine comes back to its own server, which is not wiped", () => {
    const templates = (maxSurge: 0 | 1) =>
      ofKind(objectsOf({ roles: three }, { maxSurge }), "Metal3MachineTemplate").map(spec);
    expect(templates(0)).toMatchObject([
      { nodeReuse: true, template: { spec: { automatedCleaningMode: "disabled" } } },
    ]);
    expect(templates(1)).toMatchObject([
      { nodeReuse: false, template: { spec: { automatedCleaningMode: "metadata" } } },
    ]);
  });

  test("the first worker of a site leaves the control planes as they are", () => {
    const of = (roles: ExampleSite["roles"]) =>
      ofKind(objectsOf({ roles: roles ?? [] }), "KubeadmControlPlane").map(spec);
    expect(of([...three, "worker"])).toEqual(of(three));
  });
});

describe("first agent", () => {
  test("everything that Cluster API puts into the new cluster fits the schema of its kind", () => {
    const [config] = ofKind(objectsOf(), "ConfigMap");
    const data = config?.["data"] as Record<string, string>;
    const objects = parseAllDocuments(data["first-agent.yaml"] ?? "").map((each) => each.toJS() as KubernetesObject);
    expect(objects.map((each) => each.kind)).toEqual([
      "ConfigMap",
      "ServiceAccount",
      "ClusterRoleBinding",
      "ConfigMap",
      "Job",
    ]);
    expect(objects.flatMap(validateObject)).toEqual([]);
  });

  test("a later chart makes no difference to a cluster that runs: the set is applied once", () => {
    const [set] = ofKind(objectsOf(), "ClusterResourceSet");
    expect(spec(set)).toMatchObject({ strategy: "ApplyOnce" });
  });

  test("a chart in a Git repository is refused by name, because no agent could fetch it yet", () => {
    const source = { kind: "git", url: "https://git.panji.example/x.git", tag: "v1", path: "chart" } as const;
    const charts = [{ name: "cloudcore", namespace: "kubeedge", source, values: {} }];
    expect(() => lower(exampleSite({ provisioner }), provisioner, { ...firstAgent, charts })).toThrow(
      /chart cloudcore comes from the Git repository/,
    );
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

describe("what is not supported", () => {
  const asked = (example: Example) => {
    const site = exampleSite({ provisioner, ...example });
    return capiMetal3.unsupported({ site, pool: poolOf(site) }, provisioner).map((each) => each.requested);
  };

  test("one and three control planes with a virtual address and a BMC are fine", () => {
    expect([asked({}), asked({ roles: two }), asked({ roles: three })]).toEqual([[], [], []]);
  });

  test("every host without a BMC is named", () => {
    expect(asked({ roles: two, host: { bmc: undefined } })).toEqual([
      expect.stringContaining("host sz-nanshan-01-a without a BMC"),
      expect.stringContaining("host sz-nanshan-01-b without a BMC"),
    ]);
  });

  test("even a single control plane needs a virtual address", () => {
    expect(asked({ network: { vip: undefined } })).toEqual([expect.stringContaining("without a virtual address")]);
  });

  test("control planes of two architectures are told, workers may differ", () => {
    expect(asked({ roles: three, hosts: [{ arch: "amd64" }] })).toEqual([expect.stringContaining("amd64 and arm64")]);
    expect(asked({ roles: two, hosts: [{ arch: "amd64" }] })).toEqual([]);
  });
});
