import { describe, expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { fleetOnDisk, smallFleet } from "../../fleet-on-disk.ts";

const FLEET = "sites/fleet.yaml";
const REGION = "sites/guangdong/region.yaml";
const ZONE = "sites/guangdong/shenzhen.yaml";
const APP = "apps/retail/checkout.yaml";
const PORTS = "ports: [{ name: http, port: 8080 }]";

/** Each fault as `line code next`, of the small fleet with one slip in it. */
function told(file: string, from: string, to: string): readonly string[] {
  const text = smallFleet()[file] as string;
  expect(text).toContain(from);
  const { diagnostics, textOf } = loadFleet(fleetOnDisk({ [file]: text.replace(from, () => to) }), catalogue);
  return locate(diagnostics, textOf).map(({ at, position, code, hint }) => {
    expect(at?.file).toBe(file);
    return `${position?.line} ${code} ${hint}`;
  });
}

describe("One slip is one fault, at its line, with what to do", () => {
  test.each([
    ["a tab as indentation", ZONE, "    kind: cluster", "\tkind: cluster", "6 load/syntax indent with spaces"],
    [
      "a line a blank too far left",
      ZONE,
      "    profile: e",
      "   profile: e",
      "7 load/syntax begin all keys of a mapping in the same column",
    ],
    [
      "a line too far right",
      ZONE,
      "    profile: e",
      "      profile: e",
      "6 load/syntax begin all keys of a mapping in the same column",
    ],
    ["no colon", ZONE, "kind: cluster", "kind cluster", "6 load/syntax write key: value, or join it to the line above"],
    ["no space after the colon", ZONE, "kind: cluster", "kind:cluster", "6 load/syntax write kind: cluster"],
    ["an open quote", ZONE, '01"\n        bmc', "01\n        bmc", '18 load/syntax end the text with "'],
    ["an open bracket", ZONE, "[sriov, ptp]", "[sriov, ptp", "21 load/syntax close it with ]"],
    ["an open brace", ZONE, "vlan: 112 }", "vlan: 112", "9 load/syntax close it with }"],
    [
      "a value that begins with @",
      APP,
      "LOG_LEVEL: info",
      "LOG_LEVEL: @info",
      '7 load/syntax put it in quotes: "@info"',
    ],
    [
      "a value that begins with %",
      APP,
      "LOG_LEVEL: info",
      "LOG_LEVEL: %info",
      '7 load/syntax put it in quotes: "%info"',
    ],
    [
      "a value that begins with *",
      APP,
      "LOG_LEVEL: info",
      "LOG_LEVEL: *info",
      '7 load/syntax put it in quotes: "*info"',
    ],
    ["a mistyped key that must be there", ZONE, "sites:\n", "site:\n", "4 load/unknown-key did you mean sites?"],
    [
      "a mistyped key further down",
      APP,
      PORTS,
      `${PORTS}\nexpose: { host: [shop.panji.example] }`,
      "6 load/unknown-key did you mean hosts?",
    ],
    [
      "one value where a list is meant",
      FLEET,
      "namespaces: [retail]",
      "namespaces: retail",
      "7 load/value write it as a list: [...]",
    ],
    ["a number in quotes", APP, "replicas: 2", 'replicas: "2"', "4 load/value take the quotes away"],
    ["a text without quotes", REGION, '"44"', "44", "2 load/value put the value in quotes"],
    ["a parameter without quotes", ZONE, "200Gi", "200", "11 build/parameter put the value in quotes"],
    ["a parameter that is no list", ZONE, '["10.44.0.1"]', "10.44.0.1", "3 build/parameter write it as a list: [...]"],
    [
      "a parameter with another word",
      ZONE,
      "storage: 200Gi",
      "ingress: treafik",
      "11 build/parameter did you mean traefik?",
    ],
    [
      "a parameter that is far from all others",
      ZONE,
      "storage: 200Gi",
      "colour: red",
      "11 build/unknown-parameter remove it: no profile below reads it. A password or key that stood here must be changed where it is valid",
    ],
  ])("%s", (_, file, from, to, expected) => {
    expect(told(file, from, to)).toEqual([expected]);
  });
});

test("Two keys of one name are both told, and so is what else is wrong before the structure breaks", () => {
  const text = "    kind: cluster\n    kind: cluster\n    ring: early\n    ring: early\n\tx: y\n    ring: early";
  expect(told(ZONE, "    kind: cluster", text).map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    "7 load/syntax",
    "9 load/syntax",
    "10 load/syntax",
  ]);
});

test.each([
  ["expose", "expose: { hosts: [shop.panji.example] }"],
  ["probes.readiness", "probes: { readiness: /healthz }"],
])("An app without ports is asked for ports, not for the port of %s", (reader, text) => {
  const { diagnostics } = loadFleet(
    fleetOnDisk({ [APP]: (smallFleet()[APP] as string).replace(PORTS, text) }),
    catalogue,
  );
  expect(diagnostics).toMatchObject([
    {
      code: "load/missing-key",
      message: `missing key ports, expected the TCP port that ${reader} leads to`,
      hint: "add `ports:` to the file",
    },
  ]);
});

describe("A URL with a password is told where the password belongs", () => {
  test.each([
    ["the repositories", FLEET, "https://git.", "https://bob:x1y2z3@git.", "`repositorySecret`"],
    ["a BMC", ZONE, "redfish://10.44", "redfish://root:x1y2z3@10.44", "`bmc: { address, credentials }`"],
    [
      "a proxy",
      ZONE,
      "vlan: 112 }",
      'vlan: 112, proxy: { http: "http://bob:x1y2z3@p:3128" } }',
      "a proxy takes no user here",
    ],
    [
      "an app's configuration",
      APP,
      "LOG_LEVEL: info",
      'DB: "postgres://bob:x1y2z3@db/shop"',
      "an app gets it by `secrets`",
    ],
    ["a parameter", ZONE, "storage: 200Gi", 'mirror: "https://bob:x1y2z3@m.example"', "reads a Secret"],
  ])("%s", (_, file, from, to, place) => {
    const [first = ""] = told(file, from, to).filter((line) => line.includes("load/url-credentials"));
    expect(first).toContain(place);
    if (place !== "`repositorySecret`") expect(first).not.toContain("repositorySecret");
  });
});

test("A wrong parameter does not repeat a text, which may be a key in the wrong place", () => {
  const zone = smallFleet()[ZONE] as string;
  const fleet = fleetOnDisk({ [ZONE]: zone.replace("storage: 200Gi", 'sshKeys: ["s3cr3t-in-the-wrong-place"]') });
  const { diagnostics } = loadFleet(fleet, catalogue);
  expect(diagnostics).toHaveLength(1);
  expect(JSON.stringify(diagnostics)).not.toContain("s3cr3t");
});
