import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { guideCommands } from "./guide-commands.ts";

const page = "guide-clusters.md";
const text = readFileSync(join(import.meta.dirname, "../../docs", page), "utf8");
const small = smallFleet();

/** The examples of the guide, by the file that their first line names. */
const examples = new Map(
  [...text.matchAll(/```yaml\n# (\S+)\n([\s\S]*?)```/g)].map(([, file = "", yaml = ""]) => [file, yaml] as const),
);

test("The way of the guide leads from a team's file to a cluster and back, by its own commands", async () => {
  const [, offered = ""] = /(clusterSizes:[\s\S]*)/.exec(examples.get("sites/fleet.yaml") ?? "") ?? [];
  const root = fleetOnDisk({
    "sites/fleet.yaml": (small["sites/fleet.yaml"] as string).replace(/tenants: .*\n/, offered),
    "sites/guangdong/region.yaml": (small["sites/guangdong/region.yaml"] as string).replace(
      "asn: 64544",
      "asn: 64544, plan: { nodes: 10.44.128.0/22, size: 26 }",
    ),
    "sites/guangdong/shenzhen.yaml": `${small["sites/guangdong/shenzhen.yaml"]}${examples.get("sites/guangdong/shenzhen.yaml")}`,
    "clusters/retail/till-lab.yaml": examples.get("clusters/retail/till-lab.yaml") ?? "",
  });
  const run = async (command: string) => {
    const typed = command
      .replace(/^npx --no-install flotilla /, "")
      .replace("https://git.panji.example/fleet", join(root, "out"));
    const { code, stderr } = await runCommandHere([...typed.split(" "), "--fleet", root]);
    expect([typed, code, stderr]).toEqual([typed, 0, expect.not.stringContaining("error")]);
  };
  const commands = guideCommands().filter((each) => each.page === page && each.command.startsWith("npx "));
  const [expire = ""] = commands.map(({ command }) => command).filter((each) => each.includes(" expire "));
  for (const { command } of commands.filter((each) => each.command !== expire)) await run(command);
  const lock = () => readFileSync(join(root, "sites/guangdong/addresses.lock.yaml"), "utf8");
  expect(lock()).toContain("till-lab: { team: retail, born: 2026-11-29");
  for (const _ of ["retired", "removed", "free"]) {
    await run(`publish --to ${join(root, "out")}`);
    await run(expire);
  }
  expect(lock()).not.toContain("till-lab");
});

test("Each example of the guide is YAML by itself", () => {
  expect([...examples.keys()].sort()).toEqual([
    "clusters/retail/till-lab.yaml",
    "sites/fleet.yaml",
    "sites/guangdong/shenzhen.yaml",
  ]);
  for (const yaml of examples.values()) expect(load(yaml)).toBeTypeOf("object");
});
