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
