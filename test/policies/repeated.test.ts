import { expect, test } from "vitest";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { withoutRepeated } from "../../policies/repeated.ts";

const finding = (code: string, message: string, subject: string, severity: Diagnostic["severity"] = "error") =>
  ({ code, severity, message, subjects: [subject] }) satisfies Diagnostic;
const app = finding("FLT-SEC-004", "config TOKEN holds a token", "panji/apps/retail/till");
const object = (folder: string, name: string) =>
  finding(
    "FLT-SEC-009",
    `layer ${folder}, ConfigMap retail/${name}: data.TOKEN holds a token`,
    "panji/guangdong/sz/sz-1",
  );

test("What an app became is told of the app alone, in a cluster of its own and on a hub", () => {
  const repeated = [object("80-apps-retail", "till"), object("apps.retail", "till-shenzhen")];
  expect(withoutRepeated([app, ...repeated])).toEqual([app]);
});

test("Another app, another tenant and the platform are told by themselves", () => {
  const others = [object("80-apps-retail", "shop"), object("80-apps-media", "till"), object("50-metrics", "till")];
  expect(withoutRepeated([app, ...others])).toEqual([app, ...others]);
});

// An exemption of the first must not let the second through.
test("What nothing else tells stays, and a warning explains nothing", () => {
  const repeated = object("80-apps-retail", "till");
  expect(withoutRepeated([repeated])).toEqual([repeated]);
  const warning = { ...app, severity: "warning" } as const;
  expect(withoutRepeated([warning, repeated])).toEqual([warning, repeated]);
});

test("A namespace of the platform explains what is found in it, and not in one of a like name", () => {
  const wrong = finding("FLT-SEC-005", "namespace observability of tenant shop belongs to the platform", "panji");
  const of = (namespace: string) =>
    finding("FLT-SEC-047", `layer 50-metrics, NetworkPolicy ${namespace}/x: open`, "panji/guangdong/sz/sz-1");
  expect(withoutRepeated([wrong, of("observability"), of("observability-shop")])).toEqual([
    wrong,
    of("observability-shop"),
  ]);
});

// One wrong network of the whole fleet once took a comparison for each pair of its findings: ten thousand sites never ended.
test("As many findings as a fleet has sites are told apart in a moment", () => {
  const at = { file: "sites/fleet.yaml", path: ["parameters", "pods"] };
  const overlaps = Array.from({ length: 20_000 }, (_, index) => ({
    ...finding("FLT-NET-005", `pods of site ${index} overlaps nodes`, `panji/guangdong/sz/sz-${index}`),
    at: index < 10_000 ? at : { ...at, path: [String(index)] },
  }));
  const before = process.cpuUsage();
  expect(withoutRepeated(overlaps)).toEqual([overlaps[0], ...overlaps.slice(10_000)]);
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
});

test("A server's finding follows from that of its site, and not from that of a site of a like name", () => {
  const wrong = finding("FLT-PRF-007", "another kind", "panji/guangdong/sz/sz-1");
  const of = (path: string) => finding("engine/unsupported", "what it cannot do", path);
  const [own, server, other] = [wrong.subjects[0], `${wrong.subjects[0]}/a`, `${wrong.subjects[0]}0`].map((path) =>
    of(path ?? ""),
  );
  expect(withoutRepeated([wrong, own, server, other] as Diagnostic[])).toEqual([wrong, other]);
});

test("That two sites reach each other follows from the network or the VLAN that both have, and from no other pair's", () => {
  const of = (code: string, message: string, ...names: readonly string[]) => ({
    ...finding(code, message, ""),
    subjects: names.map((name) => `panji/guangdong/sz/${name}`),
  });
  const [overlap, vlan] = [of("FLT-NET-001", "overlaps", "a", "b"), of("FLT-NET-008", "VLAN 5", "c", "d")];
  const follows = [
    of("FLT-NET-014", "a and b: they share addresses, x and x", "a", "b"),
    of("FLT-NET-014", "c and d: they share VLAN 5 of zone sz", "d", "c"),
  ];
  const others = [
    of("FLT-NET-014", "a and c: they share addresses, x and y", "a", "c"),
    of("FLT-NET-014", "a and b: they share VLAN 7 of zone sz", "a", "b"),
  ];
  expect(withoutRepeated([overlap, vlan, ...follows, ...others])).toEqual([overlap, vlan, ...others]);
});
