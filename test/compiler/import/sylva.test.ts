import { describe, expect, test } from "vitest";
import { completionsOf, fateOf, importOne, zoneOf } from "./import-one.ts";
import { sylvaText } from "./inputs.ts";

const imported = importOne(sylvaText);
const [site] = zoneOf(imported).sites;

describe("Environment values of Sylva become a site", () => {
  test("with the primary network, proxies, time servers and users with their keys", () => {
    expect(site).toMatchObject({
      name: "gd-pier-01",
      network: {
        nodes: "10.44.14.0/26",
        pods: "10.244.0.0/16",
        services: "10.96.0.0/16",
        vip: "10.44.14.10",
        gateway: "10.44.14.1",
        dns: ["10.44.0.2"],
        ntp: ["ntp.panji.example"],
        proxy: { https: "http://proxy.panji.example:3128", noProxy: ["10.0.0.0/8"] },
      },
      users: [{ name: "field-ops" }],
    });
  });

  test("with the role and the interfaces of the group whose selector matches a server", () => {
    expect(site?.["hosts"]).toMatchObject([
      {
        name: "gd-pier-01-a",
        role: "control-plane",
        address: "10.44.14.11",
        interfaces: [
          { name: "bond0", type: "bond", members: ["nic1", "nic2"], mode: "active-backup" },
          { name: "bond0.114", type: "vlan", members: ["bond0"], id: 114, addresses: ["10.44.14.11/26"] },
          { name: "nic1", type: "ethernet", mac: "02:44:0e:00:00:01" },
          { name: "nic2", type: "ethernet", mac: "02:44:0e:00:00:02" },
        ],
      },
      { name: "gd-pier-01-b", role: "worker", interfaces: [{ name: "nic1", mac: "02:44:0e:00:00:03" }] },
    ]);
  });

  test("with what baremetal_host_default says where a server says nothing", () => {
    expect(site?.["hosts"]).toMatchObject([
      { boot: "legacy", disk: "/dev/sda", bmc: { credentials: "pier-a", verifyCertificate: false } },
      {
        boot: "uefi",
        disk: { serial: "S4EVNX0N", minSizeGigabytes: 200 },
        // An address without a scheme is IPMI's, as baremetal-operator reads it.
        bmc: { address: "ipmi://10.44.255.32", verifyCertificate: true },
      },
    ]);
  });

  test("and what it cannot know is for a person: architectures, and addresses out of a range", () => {
    expect(completionsOf(imported)).toEqual([
      expect.stringMatching(/^sites\.0\.hosts\.0\.arch: found "TODO"/),
      expect.stringMatching(/^sites\.0\.hosts\.1\.arch: found "TODO"/),
      expect.stringMatching(/^sites\.0\.hosts\.1\.address: found "TODO"/),
      expect.stringMatching(/^sites\.0\.hosts\.1\.interfaces\.0\.addresses\.0: found "TODO"/),
    ]);
    expect(fateOf(imported, "cluster.capm3.networks.primary.start")).toContain("IPAM");
  });

  test("and accounts stay behind", () => {
    for (const path of ["credentials.username", "credentials.password"]) {
      expect(fateOf(imported, `cluster.baremetal_hosts.gd-pier-01-a.${path}`)).toContain("a password");
    }
    expect(fateOf(imported, "cluster.rke2.additionalUserData.config.users[0].passwd")).toContain("a password");
  });
});

test("The older names of the primary network are read: network and prefix apart", () => {
  const pool = "primary_pool_network: 10.44.14.0\n    primary_pool_prefix: '26'\n    primary_pool_gateway: 10.44.14.1";
  const old = sylvaText.replace(/networks:\n {6}primary: .*\n {6}provisioning: .*/, pool);
  expect(zoneOf(importOne(old)).sites).toMatchObject([{ network: { nodes: "10.44.14.0/26", gateway: "10.44.14.1" } }]);
});

test("A file of credentials beside the values has no site, and tells no credential", () => {
  const secrets = importOne(
    "cluster: { baremetal_hosts: { a: { credentials: { username: pier-admin, password: hunter2 } } } }",
  );
  expect(secrets).toMatchObject({ zone: undefined, sites: [], diagnostics: [] });
  expect(JSON.stringify(secrets)).not.toMatch(/hunter2|pier-admin/);
  expect(secrets.leaves).toHaveLength(2);
});

test("A template of Helm stands as it is, for a person to write out", () => {
  const text = sylvaText.replace("cluster_virtual_ip: 10.44.14.10", "cluster_virtual_ip: '{{ .Values.address }}'");
  expect(completionsOf(importOne(text))).toContainEqual(
    expect.stringContaining('sites.0.network.vip: found "{{ .Values.address }}"'),
  );
});

function hostsOf(result: ReturnType<typeof importOne>): readonly Readonly<Record<string, unknown>>[] {
  return zoneOf(result).sites.flatMap(({ hosts }) => hosts as readonly Readonly<Record<string, unknown>>[]);
}

describe("A server of a class of nodes", () => {
  const classes = `  node_classes:
    radio:
      nodeLabels: { panji.example/radio: "true" }
      nodeTaints: { panji.example/radio: "true:NoSchedule" }
      kernel_cmdline: { hugepages: { hugepagesz_1G: 20 }, extra_options: "isolcpus=2-15 nohz_full=2-15" }
      kubelet_config_file_options: { cpuManagerPolicy: static }
`;
  const withClass = importOne(
    sylvaText
      .replace("  baremetal_host_default:", `${classes}  baremetal_host_default:`)
      .replace("md0: { replicas: 1,", "md0: { replicas: 1, node_class: radio, rke2: { nodeLabels: { rack: r7 } },"),
  );

  test("has the labels and the kernel arguments of its class, and those of its group", () => {
    const [plane, worker] = hostsOf(withClass);
    expect(worker).toMatchObject({
      labels: { "panji.example/radio": "true", rack: "r7" },
      kernelArguments: ["isolcpus=2-15", "nohz_full=2-15"],
    });
    expect(plane).not.toHaveProperty("kernelArguments");
  });

  test("is told what of its class has no field, each for its own reason", () => {
    const fate = (path: string) => fateOf(withClass, `cluster.node_classes.radio.${path}`);
    expect(fate("nodeTaints.panji.example/radio")).toContain("taints");
    expect(fate("kernel_cmdline.hugepages.hugepagesz_1G")).toContain("pages");
    expect(fate("kubelet_config_file_options.cpuManagerPolicy")).toContain("kubelet");
  });
});

// Values of small clusters name no selector at all, and every server of theirs had an unknown role.
describe("A control plane that selects no servers", () => {
  const planeSelector = "      hostSelector: { matchLabels: { cluster-role: control-plane } }\n";
  const rolesOf = (text: string) => hostsOf(importOne(text)).map(({ role }) => role);

  test("takes those that no machine deployment selects", () => {
    expect(rolesOf(sylvaText.replace(planeSelector, ""))).toEqual(["control-plane", "worker"]);
  });

  test("leaves the role to a person where a machine deployment takes any as well", () => {
    const any = sylvaText
      .replace(planeSelector, "")
      .replace("hostSelector: { matchLabels: { cluster-role: worker } }, ", "");
    expect(rolesOf(any)).toEqual(["TODO", "TODO"]);
  });
});
