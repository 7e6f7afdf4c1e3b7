import { describe, expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";
const zoneText = smallFleet()[zoneFile] as string;

/** Every finding as one line: `file:line:column message | hint`. */
function findings(files: Readonly<Record<string, string>>): string[] {
  const { diagnostics, textOf } = loadFleet(fleetOnDisk(files), catalogue);
  return locate(diagnostics, textOf).map(
    ({ at, position, message, hint }) => `${at?.file}:${position?.line}:${position?.column} ${message} | ${hint}`,
  );
}

function edited(from: string | RegExp, to: string): string[] {
  expect(zoneText).toMatch(from);
  return findings({ [zoneFile]: zoneText.replace(from, to) });
}

// VLAN 0112 was 112 for Flotilla and 74 for kubectl; the same file meant two networks.
describe("A number with zeros in front is refused wherever it stands, with the values to write", () => {
  const expected = "expected a whole number without zeros in front, which some readers take for octal";

  test.each([
    ["of octal digits", "vlan: 0112", "0112", 'write 112, 74 where octal is meant, or "0112" where text is meant'],
    ["of other digits", "vlan: 0119", "0119", 'write 119, or "0119" where text is meant'],
  ])("%s", (_, to, found, hint) => {
    expect(edited("vlan: 112", to)).toEqual([
      `${zoneFile}:9:107 sites.0.network.vlan: found ${found}, ${expected} | ${hint}`,
    ]);
  });

  test("where text is expected, and once", () => {
    const found = edited("labels: { customer", "labels: { rack: 007, customer");
    expect(found).toEqual([
      expect.stringMatching(
        /^sites.guangdong.shenzhen.yaml:10:\d+ sites\.0\.labels\.rack: found 007, .* or "007" where text/,
      ),
    ]);
  });

  test("beside every other fault of the file", () => {
    const text = zoneText.replace("vlan: 112", "vlan: 0112").replace("arch: arm64", "arch: arm46");
    expect(findings({ [zoneFile]: text })).toHaveLength(2);
  });

  test("in an object that a site brings", () => {
    const object = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: default }\nmode: 0644\n";
    const found = findings({
      "sites/manifests/sz/a.yaml": object,
      [zoneFile]: zoneText.replace("    state: active\n", "    state: active\n    manifests: manifests/sz\n"),
    });
    expect(found).toEqual([
      expect.stringMatching(/^sites.manifests.sz.a.yaml:4:7 mode: found 0644, .* write 644, 420 where octal is meant/),
    ]);
  });

  test.each(["'0112'", "112 # not 0112", "0", "112 # 9007199254740993"])("but not %s", (value) => {
    const found = edited("vlan: 112 }", `vlan: ${value}\n      }`);
    expect(found.filter((line) => /zeros|digits/.test(line))).toEqual([]);
  });
});

// The message said 12345678901234567000.
test("A number that JavaScript cannot hold is told by the digits of the file", () => {
  expect(edited("vlan: 112", "vlan: 12345678901234567890")).toEqual([
    `${zoneFile}:9:107 sites.0.network.vlan: found 12345678901234567890, expected a whole number up to 9007199254740991, since a larger one loses digits | write "12345678901234567890" where text is meant`,
  ]);
});

describe("A value whose only fault is its form is told the value to write", () => {
  test.each([
    ["a MAC in upper case", /mac: .*/, 'mac: "02:44:0C:00:00:01"', 'did you mean "02:44:0c:00:00:01"?'],
    ["a MAC with dashes", /mac: .*/, 'mac: "02-44-0C-00-00-01"', 'did you mean "02:44:0c:00:00:01"?'],
    [
      "a machine id in upper case",
      /machineId: .*/,
      "machineId: 4C4C4544-0051-3110-8052-B4C04F4E3332",
      'did you mean "4c4c4544-0051-3110-8052-b4c04f4e3332"?',
    ],
    [
      "a MAC of an interface",
      "        arch: arm64\n",
      '        arch: arm64\n        interfaces: [{ name: eno1, type: ethernet, mac: "02:44:0C:00:00:01" }]\n',
      'did you mean "02:44:0c:00:00:01"?',
    ],
    ["a network of IPv4 with host bits", "10.44.12.0/26", "10.44.12.77/26", "did you mean 10.44.12.64/26?"],
    ["a network of IPv6 with host bits", "10.44.12.0/26", "fd00:44:12::1/64", 'did you mean "fd00:44:12::/64"?'],
    [
      "a pair of networks, one of them with host bits",
      "10.44.12.0/26",
      "[10.44.12.7/26, 'fd00:44:12::/64']",
      "did you mean 10.44.12.0/26?",
    ],
  ])("%s", (_, from, to, hint) => {
    const found = edited(from, to);
    expect(found[0]?.split(" | ")[1]).toBe(hint);
    expect(found).toHaveLength(1);
  });

  test("and one with another fault is told the form alone", () => {
    expect(edited(/mac: .*/, 'mac: "02:44:0C:00:00"')).toEqual([
      expect.stringMatching(/ \| write it like 02:44:0c:00:00:01$/),
    ]);
  });
});
