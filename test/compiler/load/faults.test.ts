import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";
import { hintText } from "./hint-text.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";
const zoneText = smallFleet()[zoneFile] as string;

/** Every finding as one line: `file:line:column code message | hint`. */
function findings(root: string): string[] {
  const { diagnostics, textOf } = loadFleet(root, catalogue);
  return locate(diagnostics, textOf).map(({ at, position, code, message, hint }) => {
    const place = at ? `${at.file}:${position?.line}:${position?.column} ` : "";
    return `${place}${code} ${message}${hintText(hint)}`;
  });
}

function withZone(text: string | Uint8Array): string[] {
  return findings(fleetOnDisk({ [zoneFile]: text }));
}

function edited(from: string, to: string): string[] {
  expect(zoneText).toContain(from);
  return withZone(zoneText.replace(from, to));
}

test("A sound fleet loads without findings", () => {
  expect(findings(fleetOnDisk())).toEqual([]);
});

describe("A time zone", () => {
  const file = "sites/guangdong/region.yaml";
  const withTimeZone = (timeZone: string) =>
    findings(fleetOnDisk({ [file]: (smallFleet()[file] as string).replace("Asia/Shanghai", timeZone) }));

  test.each(["Asia/Kolkata", "Europe/Kyiv", "Asia/Ho_Chi_Minh", "Asia/Calcutta", "UTC", "Etc/UTC"])(
    "may be called %s",
    (timeZone) => {
      expect(withTimeZone(timeZone)).toEqual([]);
    },
  );

  test.each([
    ["Asia/Kolkatta", " | did you mean Asia/Kolkata?"],
    ["asia/ho_chi_minh", " | did you mean Asia/Ho_Chi_Minh?"],
    ["Etc/utc", " | did you mean Etc/UTC?"],
    ["+08:00", ""],
    ["China Standard Time", ""],
  ])("is not called %s", (timeZone, hint) => {
    expect(withTimeZone(timeZone)).toEqual([
      `${file}:3:11 load/value timezone: found "${timeZone}", expected an IANA time zone, like Asia/Shanghai${hint}`,
    ]);
  });
});

describe("A fault is reported with its place, what was found, what was expected and the nearest right name", () => {
  test.each([
    [
      "an unknown key",
      "vlan: 112",
      "vlna: 112",
      [
        `${zoneFile}:9:101 load/unknown-key sites.0.network.vlna: unknown key, expected one of nodes, pods, services, vip, ingressVip, vlan, gateway, dns, ntp, search, mtu, routes, proxy, link | did you mean vlan?`,
      ],
    ],
    [
      "a wrong type",
      "name: sz-nanshan-01\n",
      "name: 17\n",
      [`${zoneFile}:5:11 load/value sites.0.name: found 17, expected text | put the value in quotes`],
    ],
    [
      "a missing key",
      "        arch: arm64\n",
      "",
      [
        `${zoneFile}:13:9 load/missing-key sites.0.hosts.0: missing key arch, expected one of amd64, arm64 | add \`arch:\` to sites.0.hosts.0`,
      ],
    ],
    [
      "a value that is not in the list",
      "arch: arm64",
      "arch: arm46",
      [
        `${zoneFile}:15:15 load/value sites.0.hosts.0.arch: found "arm46", expected one of amd64, arm64 | did you mean arm64?`,
      ],
    ],
    [
      "host bits in a network",
      "10.44.12.0/26",
      "10.44.12.7/26",
      [
        `${zoneFile}:9:23 load/value sites.0.network.nodes: found "10.44.12.7/26", expected a network with its host bits zero, like 10.44.12.0/26 or fd00:44:12::/64 | did you mean 10.44.12.0/26?`,
      ],
    ],
    [
      "a VLAN out of range",
      "vlan: 112",
      "vlan: 5000",
      [`${zoneFile}:9:107 load/value sites.0.network.vlan: found 5000, expected a VLAN id from 1 to 4094`],
    ],
    [
      "an unknown parameter",
      "storage: 200Gi",
      "storgae: 200Gi",
      [
        expect.stringMatching(
          /^sites\/guangdong\/shenzhen.yaml:11:\d+ build\/unknown-parameter unknown parameter storgae at site scope, expected one of .* \| did you mean storage\?$/,
        ),
      ],
    ],
    [
      "a parameter of the wrong type",
      "storage: 200Gi",
      "storage: lots",
      [
        expect.stringMatching(
          /^sites\/guangdong\/shenzhen.yaml:11:\d+ build\/parameter parameter storage of profile edge-k3s@1.0.0: /,
        ),
      ],
    ],
  ])("%s", (_, from, to, expected) => {
    expect(edited(from, to)).toEqual(expected);
  });

  test.each(["../evil", "a/b", "SZ-NANSHAN-01", "x".repeat(64), "-dash", "sz_01", "", "sz nanshan"])(
    "the name %j is refused",
    (name) => {
      const [finding, ...rest] = edited("name: sz-nanshan-01\n", `name: ${JSON.stringify(name)}\n`);
      expect(finding).toBe(
        `${zoneFile}:5:11 load/value sites.0.name: found ${JSON.stringify(name)}, expected an RFC 1123 label: lower-case letters, digits and '-', at most 20 characters, like sz-nanshan-01${name.startsWith("SZ") ? " | did you mean sz-nanshan-01?" : ""}`,
      );
      expect(rest).toEqual([]);
    },
  );
});

describe("Broken YAML is reported with its place", () => {
  test("a duplicate key", () => {
    expect(edited("    kind: cluster\n", "    kind: cluster\n    kind: nodes\n")).toEqual([
      `${zoneFile}:7:5 load/syntax the key kind is here twice, expected YAML 1.2 | keep one of the two keys`,
    ]);
  });

  test("a tab as indentation", () => {
    const found = edited("    state: active\n", "\tstate: active\n");
    expect(found[0]).toMatch(
      /^sites\/guangdong\/shenzhen.yaml:8:1 load\/syntax a tab as indentation.*\| indent with spaces$/,
    );
  });

  test("a truncated file", () => {
    const found = withZone(zoneText.slice(0, zoneText.indexOf("pods:")));
    expect(found[0]).toMatch(/^sites\/guangdong\/shenzhen.yaml:\d+:\d+ load\/syntax /);
  });

  test("an empty file, and one with comments alone", () => {
    const message = "load/empty the file is empty, expected a YAML mapping | restore it from Git or delete it";
    expect(withZone("")).toEqual([`${zoneFile}:1:1 ${message}`]);
    expect(withZone("# nothing yet\n")).toEqual([`${zoneFile}:1:1 ${message}`]);
  });

  test("a list where a mapping is expected", () => {
    expect(withZone("- a\n")).toEqual([`${zoneFile}:1:1 load/value found a list of 1, expected a mapping`]);
  });
});

describe("Files of every origin are read or refused with a reason", () => {
  test("a byte order mark and Windows line ends are accepted", () => {
    expect(withZone(`\uFEFF${zoneText}`)).toEqual([]);
    expect(withZone(zoneText.replaceAll("\n", "\r\n"))).toEqual([]);
  });

  test("a fault in a file with a byte order mark and Windows line ends keeps its place", () => {
    const text = `\uFEFF${zoneText.replace("arch: arm64", "arch: arm46").replaceAll("\n", "\r\n")}`;
    expect(withZone(text)[0]).toMatch(/^sites\/guangdong\/shenzhen.yaml:15:15 load\/value /);
  });

  test("bytes that are not UTF-8 are reported with line and column", () => {
    const bytes = Buffer.concat([Buffer.from("zone: shenzhen\nring: "), Buffer.from([0xff, 0xfe]), Buffer.from("\n")]);
    expect(withZone(bytes)).toEqual([
      `${zoneFile}:2:7 load/encoding byte 0xff is not UTF-8, expected a UTF-8 text file | save the file as UTF-8`,
    ]);
  });

  test("a file of 50 MB is refused unread", () => {
    const found = withZone(Buffer.alloc(50 * 1024 * 1024, "# padding\n"));
    expect(found).toEqual([
      `${zoneFile}:1:1 load/too-large the file has 50.0 MiB, expected at most 4 MiB | split the zone into several zone files, or look for data that does not belong here`,
    ]);
  });

  test("anchors and aliases are accepted", () => {
    const shared = zoneText
      .replace('parameters: { ntp: ["10.44.0.1"] }', 'parameters: { ntp: &ntp ["10.44.0.1"] }')
      .replace("parameters: { storage: 200Gi }", "parameters: { storage: 200Gi, ntp: *ntp }");
    expect(withZone(shared)).toEqual([]);
  });

  test("a billion laughs are refused at once", () => {
    const levels = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (let level = 1; level < 10; level++) {
      const [own, below] = [String.fromCharCode(97 + level), String.fromCharCode(96 + level)];
      levels.push(`${own}: &${own} [${Array(9).fill(`*${below}`).join(",")}]`);
    }
    expect(withZone(levels.join("\n"))[0]).toMatch(/ load\/aliases aliases expand to more than 1,000,000 nodes/);
  });

  test("an alias to itself is refused at once", () => {
    expect(withZone("zone: shenzhen\nsites: &s [*s]\n")[0]).toMatch(/ load\/aliases /);
  });

  test("a folder where a file should be", () => {
    const root = fleetOnDisk({ [zoneFile]: null });
    mkdirSync(join(root, zoneFile));
    expect(findings(root)).toEqual([`${zoneFile}:1:1 load/not-a-file a folder is here, expected a YAML file`]);
  });

  test("a zone file whose name ends in .yml is not lost", () => {
    expect(findings(fleetOnDisk({ "sites/guangdong/foshan.yml": zoneText }))).toEqual([
      "sites/guangdong/foshan.yml:1:1 load/unexpected-file the name ends in .yml, expected .yaml | rename it to foshan.yaml",
    ]);
  });

  test("a missing fleet file and a missing folder", () => {
    expect(findings(fleetOnDisk({ "sites/fleet.yaml": null }))).toEqual([
      "sites/fleet.yaml:1:1 load/missing-file nothing is here, expected a fleet's file or folder | restore it from Git: it names the fleet, its registries and its centre",
    ]);
    expect(findings(fleetOnDisk({ "sites/guangdong/region.yaml": null }))).toContain(
      "sites/guangdong/region.yaml:1:1 load/missing-file nothing is here, expected a fleet's file or folder | restore it from Git, or remove the folder when the region is gone",
    );
    const root = fleetOnDisk();
    rmSync(join(root, "sites"), { recursive: true });
    expect(findings(root)).toEqual([
      "sites:1:1 load/missing-file nothing is here, expected a fleet's file or folder | name the folder of a fleet with --fleet, or start one with flotilla init DIR",
    ]);
  });

  test("a zone without sites is read", () => {
    expect(withZone("zone: shenzhen\nsites: []\n")).toEqual([]);
  });
});

describe("Names are unique below their construct", () => {
  test("the second site of one name is reported with the place of the first", () => {
    const site = zoneText.slice(zoneText.indexOf("  - name: sz"));
    expect(withZone(zoneText + site)).toEqual([
      `${zoneFile}:22:11 build/duplicate-name site sz-nanshan-01 is there twice in panji/guangdong/shenzhen, first in ${zoneFile}, expected unique names | rename or remove one of the two`,
    ]);
  });

  test("two files for one zone, and two folders for one region", () => {
    const region = smallFleet()["sites/guangdong/region.yaml"] as string;
    const found = findings(
      fleetOnDisk({ "sites/guangdong/other.yaml": "zone: shenzhen\nsites: []\n", "sites/other/region.yaml": region }),
    );
    expect(found).toHaveLength(2);
    expect(found.every((line) => line.includes("build/duplicate-name"))).toBe(true);
  });

  test("names that Flotilla uses itself are refused", () => {
    expect(findings(fleetOnDisk({ "sites/guangdong/hub.yaml": "zone: hub\nsites: []\n" }))[0]).toMatch(
      /^sites\/guangdong\/hub.yaml:1:7 build\/reserved-name hub is reserved/,
    );
  });
});

test("All faults of all files are told in one run", () => {
  const found = findings(
    fleetOnDisk({
      "sites/guangdong/region.yaml": (smallFleet()["sites/guangdong/region.yaml"] as string).replace('"44"', "44"),
      [zoneFile]: zoneText.replace("kind: cluster", "kind: klaster").replace("mac: ", "mcc: "),
      "sites/guangdong/foshan.yaml": "zone: [\n",
      "apps/retail/checkout.yaml": (smallFleet()["apps/retail/checkout.yaml"] as string).replace(
        "replicas: 2",
        "replicas: -2",
      ),
    }),
  );
  expect(
    found.map((line) =>
      line
        .split(" ")
        .slice(0, 2)
        .join(" ")
        .replace(/:\d+:\d+/, ""),
    ),
  ).toEqual([
    "sites/guangdong/region.yaml load/value",
    "apps/retail/checkout.yaml load/value",
    "sites/guangdong/foshan.yaml load/syntax",
    `${zoneFile} load/value`,
    `${zoneFile} load/unknown-key`,
  ]);
});
