import { describe, expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";
const regionFile = "sites/guangdong/region.yaml";
const lockFile = "sites/guangdong/addresses.lock.yaml";
const small = smallFleet();

const planned = (small[regionFile] as string).replace(
  "asn: 64544",
  "asn: 64544, plan: { nodes: 10.44.128.0/17, size: 26, vlans: { from: 100, to: 399 }, pods: 10.244.0.0/16 }",
);
const auto = (small[zoneFile] as string).replace(/network: .*/, "network: auto").replace(/ {8}address: .*\n/, "");
const line = "nodes: 10.44.128.0/26, vlan: 112, pods: 10.244.0.0/16, vip: 10.44.128.2";
const lock = (own: string, host = "10.44.128.4", more = "") =>
  `sites:\n  sz-nanshan-01: { ${own}, hosts: { sz-nanshan-01-a: ${host} } }\n${more}`;

/** Every error as one line: `file:line:column code message | hint`. */
function findings(changes: Readonly<Record<string, string>>): string[] {
  const { diagnostics, textOf } = loadFleet(
    fleetOnDisk({ [regionFile]: planned, [zoneFile]: auto, ...changes }),
    catalogue,
  );
  return locate(diagnostics, textOf).map(({ at, position, code, message, hint }) => {
    const place = at ? `${at.file.split("/").at(-1)}:${position?.line}:${position?.column} ` : "";
    return `${place}${code} ${message}${hint ? ` | ${hint}` : ""}`;
  });
}

describe("A site that leaves its network to the plan has it from its line", () => {
  test("Constructs see an ordinary network, whatever the file left out", () => {
    const root = fleetOnDisk({ [regionFile]: planned, [zoneFile]: auto, [lockFile]: lock(line) });
    const { fleet, diagnostics } = loadFleet(root, catalogue);
    expect(diagnostics).toEqual([]);
    const [site] = fleet?.regions[0]?.sites ?? [];
    expect(site?.spec.network).toEqual({
      nodes: "10.44.128.0/26",
      vlan: 112,
      pods: "10.244.0.0/16",
      vip: "10.44.128.2",
    });
    expect(site?.hosts.map(({ address }) => address)).toEqual(["10.44.128.4"]);
    expect(site?.network.gateways).toEqual(["10.44.128.1"]);
    expect(site?.allocation).toEqual({ file: lockFile, path: ["sites", "sz-nanshan-01"], key: true });
  });

  test("What its file states stays", () => {
    const stated = auto.replace(
      "network: auto",
      "network: { nodes: auto, vip: 10.44.128.9, vlan: 7, mtu: 1400, link: lte }",
    );
    const root = fleetOnDisk({
      [regionFile]: planned,
      [zoneFile]: stated,
      [lockFile]: lock("nodes: 10.44.128.0/26, pods: 10.244.0.0/16"),
    });
    const { fleet, diagnostics } = loadFleet(root, catalogue);
    expect(diagnostics).toEqual([]);
    expect(fleet?.regions[0]?.sites[0]?.spec.network).toMatchObject({
      vip: "10.44.128.9",
      vlan: 7,
      mtu: 1400,
      link: "lte",
    });
  });
});

describe("What is wrong is told where it is, with the command that mends it", () => {
  test.each<[string, Record<string, string>, string[]]>([
    [
      "no line yet",
      {},
      [
        "shenzhen.yaml:9:14 address/not-allocated the network of sz-nanshan-01 is left to the plan, and sites/guangdong/addresses.lock.yaml gives none yet | flotilla allocate --region guangdong, and commit what it writes",
      ],
    ],
    [
      "a line without the new server",
      { [lockFile]: `sites:\n  sz-nanshan-01: { ${line} }\n` },
      [
        "shenzhen.yaml:9:14 address/not-allocated sz-nanshan-01-a of sz-nanshan-01 is left to the plan, and sites/guangdong/addresses.lock.yaml gives none yet | flotilla allocate --region guangdong, and commit what it writes",
      ],
    ],
    [
      "no plan",
      { [regionFile]: small[regionFile] as string },
      [
        "shenzhen.yaml:9:14 address/no-plan sz-nanshan-01 with network: auto, and guangdong has no plan to take one from | add network.plan to sites/guangdong/region.yaml, like { nodes: 10.44.128.0/17, size: 26 }, or state nodes",
      ],
    ],
    [
      "a line of a site that is gone",
      { [lockFile]: lock(line, "10.44.128.4", "  sz-old-01: { nodes: 10.44.130.0/26 }\n") },
      [
        "addresses.lock.yaml:3:3 address/gone sz-old-01: no site of guangdong takes its network from the plan by this name, so nobody uses this line | flotilla allocate --region guangdong takes it out",
      ],
    ],
    [
      "an address of a host that is gone",
      { [lockFile]: lock(line, "10.44.128.4, sz-nanshan-01-b: 10.44.128.5") },
      [
        "addresses.lock.yaml:2:132 address/gone sz-nanshan-01: sz-nanshan-01-b is given here, and the site takes none from the plan for it | flotilla allocate --region guangdong takes it out",
      ],
    ],
    [
      "a network that the plan would not give",
      { [lockFile]: lock("nodes: 10.44.12.0/26, vlan: 112, pods: 10.244.0.0/16, vip: 10.44.12.2", "10.44.12.4") },
      [
        "addresses.lock.yaml:2:27 address/outside-plan sz-nanshan-01: nodes 10.44.12.0/26, expected a network of /26 out of 10.44.128.0/17, as the plan says | restore the line or the plan from Git; or renumber what is there: flotilla allocate --region guangdong --move sz-nanshan-01",
      ],
    ],
    [
      "an address outside of its network",
      { [lockFile]: lock(line, "10.44.129.4") },
      [
        "addresses.lock.yaml:2:119 address/outside-plan sz-nanshan-01: hosts sz-nanshan-01-a 10.44.129.4, expected an address from 10.44.128.1 on in 10.44.128.0/26 | restore the line or the plan from Git; or renumber what is there: flotilla allocate --region guangdong --move sz-nanshan-01-a",
      ],
    ],
    [
      "a server with the address of the API",
      { [lockFile]: lock(line, "10.44.128.2") },
      [
        "addresses.lock.yaml:2:119 address/clash 10.44.128.2 of sz-nanshan-01-a is another address of sz-nanshan-01 too, expected one of its own | flotilla allocate --region guangdong --move sz-nanshan-01-a, or move the one of the two that is not published yet; --base REV finds out which",
      ],
    ],
    [
      "a merge that was not finished",
      { [lockFile]: `sites:\n<<<<<<< HEAD\n  a: { nodes: 10.44.128.0/26 }\n=======\n>>>>>>> branch\n` },
      [
        "addresses.lock.yaml:2:1 load/syntax a merge that was not finished, expected YAML 1.2 | flotilla allocate --region guangdong takes the lines of both sides, and gives anew what was given twice",
      ],
    ],
    [
      "a line that is there twice",
      { [lockFile]: lock(line, "10.44.128.4", `  sz-nanshan-01: { ${line} }\n`) },
      [
        "addresses.lock.yaml:3:3 load/syntax the key sz-nanshan-01 is here twice, expected YAML 1.2 | flotilla allocate --region guangdong takes the lines of both sides, and gives anew what was given twice",
      ],
    ],
    [
      "an address left out where the network is stated",
      { [zoneFile]: (small[zoneFile] as string).replace(/ {8}address: .*\n/, "") },
      [
        "shenzhen.yaml:13:9 load/missing-key sites.0.hosts.0: missing key address, expected an IP address, like 10.44.12.11 or fd00:44:12::11, or a pair of both with IPv4 first | add `address:` to sites.0.hosts.0",
      ],
    ],
    [
      "auto where the network is stated",
      { [zoneFile]: (small[zoneFile] as string).replace("address: 10.44.12.11", "address: auto") },
      [
        'shenzhen.yaml:17:18 load/value sites.0.hosts.0.address: found "auto", expected an IP address, like 10.44.12.11 or fd00:44:12::11, or a pair of both with IPv4 first; auto goes with network: auto | write it like 10.44.12.11',
      ],
    ],
  ])("%s", (_, changes, expected) => {
    expect(findings(changes)).toEqual(expected);
  });

  test("Two lines with one network are one fault, at the one that gives way", () => {
    const second = auto
      .slice(auto.indexOf("  - name"))
      .replaceAll("sz-nanshan-01", "sz-nanshan-02")
      .replace("0051", "0052")
      .replace("00:01", "00:02");
    const other =
      "  sz-nanshan-02: { nodes: 10.44.128.0/26, vlan: 113, pods: 10.244.0.0/16, vip: 10.44.128.2, hosts: { sz-nanshan-02-a: 10.44.128.4 } }\n";
    const found = findings({ [zoneFile]: auto + second, [lockFile]: lock(line, "10.44.128.4", other) });
    expect(found).toEqual([
      "addresses.lock.yaml:3:27 address/clash nodes 10.44.128.0/26 of sz-nanshan-02 is that of sz-nanshan-01 too, or overlaps it, expected one of its own | flotilla allocate --region guangdong --move sz-nanshan-02, or move the one of the two that is not published yet; --base REV finds out which",
    ]);
  });
});

describe("A plan that nobody could follow is refused", () => {
  const withPlan = (plan: string) =>
    findings({
      [regionFile]: (small[regionFile] as string).replace("asn: 64544", `asn: 64544, plan: ${plan}`),
      [zoneFile]: small[zoneFile] as string,
    });

  test.each([
    [
      "{ nodes: 10.45.0.0/17, size: 26 }",
      'plan.nodes: found "10.45.0.0/17", expected networks inside the supernet 10.44.0.0/16',
    ],
    [
      "{ nodes: 10.44.128.0/17, size: 16 }",
      "plan.size: found 16, expected a prefix length from 17 to 32, as it is cut from 10.44.128.0/17",
    ],
    [
      "{ nodes: 10.44.128.0/17, size: 30 }",
      "plan.size: found 30, expected a prefix length of at most 29: gateway, two virtual addresses and three servers",
    ],
    [
      "{ nodes: 10.44.128.0/17, size: [26, 64] }",
      "plan.size: found a list of 2, expected one prefix length, as it is cut from one network",
    ],
    [
      "{ nodes: 10.44.128.0/17, size: 26, vlans: { from: 400, to: 100 } }",
      "plan.vlans: found a mapping, expected from a smaller VLAN to a larger one, like { from: 100, to: 3999 }",
    ],
    [
      "{ nodes: 10.44.128.0/17, size: 26, pods: { from: 10.128.0.0/9, size: 8 } }",
      "plan.pods.size: found 8, expected a prefix length from 9 to 32, as it is cut from 10.128.0.0/9",
    ],
  ])("%s", (plan, message) => {
    const found = withPlan(plan);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`network.${message}`);
  });
});
