import { expect, test } from "vitest";
import { generateFleet } from "../../../bench/fleet/generate.ts";
import { fleetProblems } from "./problems.ts";
import { readFleet } from "./read-fleet.ts";

const files = generateFleet({ sites: 62, mix: { metal: 1 } });
const first = "sites/guangdong/guangdong-001.yaml";
const second = "sites/guangdong/region.yaml";

/** The problems after every match of a pattern in one file was replaced. */
function problemsAfter(path: string, pattern: RegExp, replacement: string): readonly string[] {
  const text = files.get(path) ?? "";
  const changed = text.replace(pattern, replacement);
  expect(changed).not.toBe(text);
  return fleetProblems(readFleet(new Map([...files, [path, changed]])));
}

test.for([
  ["a name", first, /gd-001-02/g, "gd-001-01", "site name gd-001-01 twice"],
  ["a VLAN", first, /vlan: 101/, "vlan: 100", "guangdong-001: VLAN 100 twice"],
  ["a MAC", first, /02:12:00:00:01:00/, "02:12:00:00:00:00", "MAC 02:12:00:00:00:00 twice"],
  ["a code", second, /code: "44"/, 'code: "43"', "code 43 twice"],
  ["an ASN", second, /64644/, "64643", "ASN 64643 twice"],
] as const)("%s used twice is found", ([, path, pattern, replacement, problem]) => {
  expect(problemsAfter(path, pattern, replacement)).toContain(problem);
});

test.for([
  ["a node network in another", first, /1\.64\/26/, "1.0/26", "overlaps"],
  ["a node network outside its supernet", first, /nodes: 10\.\d+\./, "nodes: 10.200.", "nodes outside"],
  ["a supernet in another", second, /supernet: 10\.\d+\.0\.0/, "supernet: 10.0.0.0", "overlaps"],
  ["pods over a supernet", first, /pods: 100\.64/, "pods: 10.3", "overlaps"],
  ["a vip that is a host", first, /(vip: "10\.\d+\.1\.)10"/, '$111"', "vip is a host"],
  ["a vip that is the broadcast address", first, /(vip: "10\.\d+\.1\.)10"/, '$163"', "not usable"],
  ["a BMC in a node network", first, /(virtualmedia:\/\/10\.\d+\.)255\.254/, "$11.5", "overlaps"],
  ["a BMC of another region", first, /virtualmedia:\/\/10\.\d+/, "virtualmedia://10.200", "BMC 10.200.255.254 outside"],
  ["two control planes", first, /role: control-plane/, "role: worker", "2 control planes"],
  ["a cluster of a nodes profile", first, /edge-metal@/, "edge-kubeedge@", "for cluster"],
  ["an app without a site", "apps/telco/metering.yaml", /- guangdong/, "- nowhere", "not in nowhere"],
] as const)("%s is found", ([, path, pattern, replacement, problem]) => {
  expect(problemsAfter(path, pattern, replacement).join("\n")).toContain(problem);
});
