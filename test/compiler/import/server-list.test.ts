import { describe, expect, test } from "vitest";
import { completionsOf, fateOf, importOne, zoneOf } from "./import-one.ts";
import { serverListText } from "./inputs.ts";

const imported = importOne(serverListText, "servers.csv");

describe("A list of servers becomes a site for each name in its column", () => {
  test("however headers are spelt, cells are parted and quoted, and lines end", () => {
    expect(zoneOf(imported).sites).toMatchObject([
      {
        name: "gd-mole-01",
        network: { nodes: "10.44.15.0/26", gateway: "10.44.15.1", dns: ["10.44.0.2", "10.44.0.3"] },
        hosts: [
          {
            name: "gd-mole-01-a",
            serial: "CZ21470ABC",
            arch: "amd64",
            role: "control-plane",
            address: "10.44.15.11",
            mac: "02:44:0f:00:00:01",
            bmc: { address: "redfish-virtualmedia://10.44.255.41/redfish/v1/Systems/1", credentials: "mole-a" },
            disk: "/dev/sda",
          },
          // Zeros in front of a serial number belong to it.
          { name: "gd-mole-01-b", serial: "0012345", role: "worker", mac: "02:44:0f:00:00:02" },
        ],
      },
    ]);
  });

  test("and a BMC without a scheme is for a person, as nobody knows how to speak to it", () => {
    expect(completionsOf(imported)).toEqual([
      expect.stringMatching(/^sites\.0\.hosts\.1\.bmc: found "10\.44\.255\.42", expected a BMC address/),
    ]);
  });

  test("and a column without a field, a password and a row with # in front are left out with their place", () => {
    expect(fateOf(imported, "[1].Rack")).toContain("no column that a zone file has a field for");
    expect(fateOf(imported, "[0].BMC Password")).toContain("a password");
    expect(fateOf(imported, "[2].Host Name")).toBe("the row is a comment");
    const rack = imported.leaves.find(({ path }) => path === "[1].Rack");
    expect(rack?.position).toEqual({ line: 3, column: (serverListText.split("\n")[2] ?? "").indexOf('"7;') + 1 });
  });
});

test("Without a column of sites all servers are of one site, whose name is for a person", () => {
  const list = importOne("name,mac\na,02:44:0f:00:00:01\nb,02:44:0f:00:00:02\n", "servers.csv");
  expect(zoneOf(list).sites).toMatchObject([{ name: "TODO", hosts: [{ name: "a" }, { name: "b" }] }]);
});

test("Two columns for one field, a header twice and more cells than headers are all accounted for", () => {
  const list = importOne("hostname,MAC,mac,pxe mac\na,,x,02:44:0f:00:00:01,more\n", "servers.csv");
  expect(fateOf(list, "[0].mac")).toBe("sites[0].hosts[0].mac");
  expect(fateOf(list, "[0].pxe mac")).toBe("another column of the row says it");
  expect(fateOf(list, "[0].column 5")).toContain("no column");
  expect(list.leaves).toHaveLength(5);
});

test("Labels of one cell become labels of the host, and a cell that has no such form is left out", () => {
  const list = importOne(
    "name,mac,labels\na,02:44:0f:00:00:01,type=cp|rack=7\nb,02:44:0f:00:00:02,fast\n",
    "servers.csv",
  );
  expect(zoneOf(list).sites).toMatchObject([{ hosts: [{ labels: { type: "cp", rack: "7" } }, { name: "b" }] }]);
  expect(fateOf(list, "[1].labels")).toBe("no labels of the form key=value");
});

test("Of an empty cell the report says that it is empty", () => {
  const list = importOne("name,mac,bmc\na,02:44:0f:00:00:01,\n", "servers.csv");
  expect(fateOf(list, "[0].bmc")).toBe("it is empty");
});

test("A quote that is never closed is told with its place", () => {
  const { diagnostics } = importOne('name,mac\na,"02:44\n', "servers.csv");
  expect(diagnostics).toMatchObject([{ code: "import/csv", at: { position: { line: 2, column: 3 } } }]);
});

test("A text that is neither YAML of a known kind nor a list of servers is refused with what is read", () => {
  const { diagnostics } = importOne("apiVersion: v1\nkind: ConfigMap\n");
  expect(diagnostics).toMatchObject([{ code: "import/unknown-format" }]);
  expect(diagnostics[0]?.message).toMatch(
    /^found ConfigMap, expected SiteConfig, ClusterInstance, Sylva .* list of servers/,
  );
  expect(importOne("a: [1").diagnostics).toMatchObject([{ code: "load/syntax" }]);
  expect(importOne("price,amount\n1,2\n").diagnostics).toMatchObject([{ code: "import/unknown-format" }]);
});
