import { expect, test } from "vitest";
import { compile } from "../../compiler/compile.ts";
import { loadFleet } from "../../compiler/load/load-fleet.ts";
import { rules } from "../../policies/rules.ts";
import { shippedProfiles } from "../compile-fleet.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const ZONE = "sites/guangdong/shenzhen.yaml";
const APP = "apps/retail/checkout.yaml";

/** Codes of what the rules say of the small fleet with some texts in another wording. */
function found(file: string, ...changes: readonly (readonly [from: string, to: string])[]): readonly string[] {
  let text = smallFleet()[file] as string;
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  const { fleet, selection, diagnostics } = loadFleet(fleetOnDisk({ [file]: text }), shippedProfiles.catalogue);
  expect(diagnostics).toEqual([]);
  if (!fleet) throw new Error("expected a fleet");
  const facts = { today: "2026-11-21", ...shippedProfiles.fingerprints };
  return compile({ fleet, selection, rules, facts }).diagnostics.map(({ code }) => code);
}

test.each([
  [
    "nodes of another region: not each address too",
    ZONE,
    "nodes: 10.44.12.0/26",
    "nodes: 10.45.12.0/26",
    "FLT-NET-003",
  ],
  ["one server's address", ZONE, "address: 10.44.12.11", "address: 10.44.13.11", "FLT-NET-007"],
  ["the virtual address", ZONE, "vip: 10.44.12.10", "vip: 10.44.13.10", "FLT-NET-006"],
  ["pods in the supernet: not their overlap with nodes too", ZONE, "10.244.0.0/16", "10.44.0.0/16", "FLT-NET-005"],
  ["pods in another part of the supernet", ZONE, "10.244.0.0/16", "10.44.128.0/17", "FLT-NET-004"],
  [
    "another kind than the profile makes: not its servers and versions too",
    ZONE,
    "kind: cluster",
    "kind: nodes",
    "FLT-PRF-007",
  ],
  ["a label that no site has: not the zones that differ too", APP, "metro", "metr", "FLT-HIER-010"],
  [
    "a zone that is not there: not the zones that differ too",
    APP,
    "labels: { customer: metro }",
    "zones: [shenzen]",
    "FLT-HIER-010",
  ],
  ["a difference for a zone that is not there", APP, "  shenzhen: {", "  shenzen: {", "FLT-HIER-011"],
])("One slip is one finding: %s", (_, file, from, to, code) => {
  expect(found(file, [from, to])).toEqual([code]);
});

test("Two slips are two findings, also where one of them could explain the other", () => {
  const nodes = ["nodes: 10.44.12.0/26", "nodes: 10.45.12.0/26"] as const;
  expect(found(ZONE, nodes, ["address: 10.44.12.11", "address: 10.46.12.11"])).toEqual(["FLT-NET-003", "FLT-NET-007"]);
  expect(found(ZONE, nodes, ["address: 10.44.12.11", "address: 10.45.12.11"]).toSorted()).toEqual([
    "FLT-NET-003",
    "FLT-NET-006",
  ]);
});
