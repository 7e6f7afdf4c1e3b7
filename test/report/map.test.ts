import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const map = (root: string, ...args: readonly string[]) => runCommandHere(["map", "--fleet", root, ...args]);
const edited = (file: string, from: string, to: string) => ({ [file]: `${smallFleet()[file]}`.replace(from, to) });
const zone = "sites/guangdong/shenzhen.yaml";

test("A map has every site with its version, ring, state and addresses, and the findings", async () => {
  const { code, stdout, stderr } = await map(fleetOnDisk(), "--format", "json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    schema: "flotilla.dev/map/v1",
    fleet: "panji",
    centre: "centre@1.0.0",
    regions: [
      {
        name: "guangdong",
        timezone: "Asia/Shanghai",
        delivery: "flux",
        supernets: ["10.44.0.0/16"],
        hub: "region-hub@1.0.0",
      },
    ],
    profiles: [
      { profile: "edge-k3s@1.0.0", kubernetes: "k3s 1.33.10", engine: "kairos" },
      { profile: "region-hub@1.0.0", kubernetes: "kubeadm 1.32.11", engine: "existing" },
      { profile: "centre@1.0.0", kubernetes: "kubeadm 1.33.10", engine: "existing" },
    ],
    sites: [
      {
        path: "panji/guangdong/shenzhen/sz-nanshan-01",
        kind: "cluster",
        state: "active",
        ring: "early",
        profile: "edge-k3s@1.0.0",
        link: "unknown",
        networks: ["10.44.12.0/26"],
        vips: ["10.44.12.10"],
        servers: ["10.44.12.11"],
      },
    ],
    findings: [],
  });
});

test("A violated rule is on the map, without the line that it is about, and decides the exit code", async () => {
  const root = fleetOnDisk(edited(zone, "vip: 10.44.12.10", "vip: 10.44.13.10"));
  const out = join(root, "out/map.html");
  expect(await map(root, "--out", out)).toMatchObject({ code: 5, stdout: "", stderr: "" });
  const data = /id="data">([^<]*)/.exec(readFileSync(out, "utf8"))?.[1] ?? "";
  const { findings, plan } = JSON.parse(data);
  expect(plan).toBeUndefined();
  expect(findings[0]).toMatchObject({ severity: "error", subjects: ["panji/guangdong/shenzhen/sz-nanshan-01"] });
  expect(data).not.toContain("excerpt");
});

test("JSON goes to a file where one is named", async () => {
  const root = fleetOnDisk();
  const out = join(root, "map.json");
  expect(await map(root, "--format", "json", "--out", out)).toMatchObject({ code: 0, stdout: "" });
  expect(JSON.parse(readFileSync(out, "utf8")).sites.length).toBe(1);
});

test.each([
  ["no file for the page", {}, [], 2, "expected --out FILE"],
  ["files that cannot be read", edited(zone, "ring: early", "rink: early"), ["--out", "map.html"], 2, "rink"],
])("With %s there is no map, and it is said why", async (_, changes, args, code, text) => {
  const found = await map(fleetOnDisk(changes), ...args);
  expect(found).toMatchObject({ code, stdout: "" });
  expect(found.stderr).toContain(text);
});
