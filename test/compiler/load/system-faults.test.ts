import { expect, test } from "vitest";
import { loadFleet } from "../../../compiler/load/load-fleet.ts";
import { locate } from "../../../compiler/load/locate.ts";
import { catalogue } from "../../../profiles/catalogue.ts";
import { compileFleet } from "../../compile-fleet.ts";
import { fleetOnDisk } from "../../fleet-on-disk.ts";

const image = (name: string) => `registry.panji.example/retail/${name}:1.0.0@sha256:${"a1".repeat(32)}`;
const system = `name: shop
tenant: retail
version: 1.0.0
versions:
  1.0.0: { ledger: "${image("ledger")}", till: "${image("till")}" }
  1.1.0: { ledger: "${image("ledger")}", till: "${image("till")}" }
rings: { early: 1.1.0 }
config: { LANGUAGE: zh-CN }
volumes: [{ name: notes, path: /etc/notes, files: { a: b } }]
select: { zones: [shenzhen] }
apps:
  - { name: ledger, after: [], resources: { cpu: 10m, memory: 16Mi } }
  - { name: till, after: [ledger], replicas: 2, resources: { cpu: 10m, memory: 16Mi } }
zones: { shenzhen: { config: { LANGUAGE: en }, apps: { till: { replicas: 3 } } } }
`;

function fleetWith(...edits: readonly (readonly [from: string, to: string])[]): string {
  const text = edits.reduce((all, [from, to]) => {
    expect(all).toContain(from);
    return all.replace(from, to);
  }, system);
  return fleetOnDisk({ "systems/retail/shop.yaml": text });
}

/** What the loader finds wrong, as `line:column code: message; hint`. */
function faults(from: string, to: string): readonly string[] {
  const { diagnostics, textOf } = loadFleet(fleetWith([from, to]), catalogue);
  return locate(diagnostics, textOf).map(
    ({ code, message, position, hint }) => `${position?.line}:${position?.column} ${code} ${message}; ${hint}`,
  );
}

test("A system without faults is read without a finding", () => {
  expect(faults("LANGUAGE: zh-CN", "LANGUAGE: zh-TW")).toEqual([]);
});

test.each([
  [
    "an app in `after` that is not there",
    "after: [ledger]",
    "after: [leger]",
    `13:27 load/value apps.1.after.0: found "leger", expected one of the system's apps ledger, till; did you mean ledger?`,
  ],
  [
    "a circle of waiting apps",
    "after: []",
    "after: [till]",
    "12:28 load/value apps.0.after: found a list of 1, expected an order with a beginning: ledger after till after ledger; correct the value in its place",
  ],
  [
    "an app that waits for itself",
    "after: []",
    "after: [ledger]",
    '12:29 load/value apps.0.after.0: found "ledger", expected another app: none waits for itself; correct the value in its place',
  ],
  [
    "a version that is not there",
    "early: 1.1.0",
    "early: 1.1.1",
    '7:17 load/value rings.early: found "1.1.1", expected one of the versions 1.0.0, 1.1.0; did you mean 1.1.0?',
  ],
  [
    "a version as a number",
    "version: 1.0.0",
    "version: 1.0",
    "3:10 load/value version: found 1, expected a version as text, like 2.4.1; put the value in quotes",
  ],
  [
    "a renamed app",
    "name: till,",
    "name: tillx,",
    `13:13 load/value apps.1.name: found "tillx", expected a name that versions have images for, or an image beside it; did you mean till?`,
  ],
  [
    "a name that is too long with the system's",
    "name: shop",
    "name: shop-of-everything-that-is-sold",
    "1:7 load/value name: found \"shop-of-everything-that-is-sold\", expected an RFC 1123 label: lower-case letters, digits and '-', at most 30 characters, like mall; write it like mall",
  ],
  [
    "a shared claim",
    "files: { a: b }",
    "size: 1Gi",
    '9:50 load/value volumes.0.size: found "1Gi", expected files or emptyDir: a claim belongs to the one app that has it; correct the value in its place',
  ],
  [
    "a fault of an app, where it is written",
    "apps: { till: { replicas: 3 } }",
    "apps: { till: { schedule: '@daily' } }",
    '14:74 load/value zones.shenzhen.apps.till.schedule: found "@daily", expected no schedule, or kind: job; correct the value in its place',
  ],
  [
    "a path that an own volume of each app has too is told once",
    "volumes: [{ name: notes, path: /etc/notes, files: { a: b } }]",
    "volumes: [{ name: notes, path: /etc/notes, files: { a: b } }, { name: more, path: /etc/notes, emptyDir: 1Mi }]",
    '9:83 load/value volumes.1.path: found "/etc/notes", expected a path that no other volume has; correct the value in its place',
  ],
])("One slip is one fault: %s", (_, from, to, fault) => {
  expect(faults(from, to)).toEqual([fault]);
});

test("An order of what the centre hands out is refused, with the way out", () => {
  expect(faults("select:", "federate: { regions: all }\nselect:")).toEqual([
    "14:26 load/value apps.1.after: found a list of 1, expected no after beside federate: the centre hands all apps out at once; let the app itself wait; correct the value in its place",
  ]);
});

test("An app that has the name of one of the system's is told beside the system", () => {
  const app = `name: shop-till\ntenant: retail\nimage: ${image("till")}\nresources: { cpu: 10m, memory: 16Mi }\n`;
  const root = fleetOnDisk({ "systems/retail/shop.yaml": system, "apps/retail/shop-till.yaml": app });
  expect(
    loadFleet(root, catalogue).diagnostics.map(({ message, at }) => `${at?.file} ${at?.path.join(".")} ${message}`),
  ).toEqual([
    "systems/retail/shop.yaml apps.1.name app retail/shop-till is there twice in panji, first in apps/retail/shop-till.yaml, expected unique names",
  ]);
});

test("What rules find about shared words of a system, they find once, about all of its apps", () => {
  const found = (from: string, to: string) =>
    compileFleet(fleetWith([from, to])).result.diagnostics.map(({ code, at }) => `${code} ${at?.path.join(".")}`);
  const once = (from: string, to: string) => [...new Set(found(from, to))];
  expect(once("tenant: retail", "tenant: retial")).toContain("FLT-HIER-009 tenant");
  expect(once("zones: { shenzhen", "zones: { shenzen")).toEqual(["FLT-HIER-011 zones.shenzen"]);
  expect(once("rings: { early", "rings: { erly")).toEqual(["FLT-HIER-013 rings.erly"]);
  expect(once("config: { LANGUAGE: zh-CN }", `config: { LANGUAGE: AKIA${"Q7".repeat(8)} }`)).toEqual([
    "FLT-SEC-004 config.LANGUAGE",
  ]);
});

test("A file beside the folders of tenants, and a folder in one, are told", () => {
  const { diagnostics } = loadFleet(
    fleetOnDisk({ "systems/shop.yaml": system, "systems/retail/deep/shop.yaml": system }),
    catalogue,
  );
  expect(diagnostics.map(({ code, at }) => `${at?.file} ${code}`)).toEqual([
    "systems/shop.yaml load/unexpected-file",
    "systems/retail/deep load/unexpected-folder",
  ]);
});
