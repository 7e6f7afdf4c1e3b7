/** Back to an earlier commit of a repository that clusters read by Git. */

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fleetOnDisk, smallFleet, withSecondSite } from "../fleet-on-disk.ts";
import { folderWith } from "../folder-with.ts";
import { runCommandHere } from "./run.ts";

const ZONE = "sites/guangdong/shenzhen.yaml";
const zoneText = smallFleet()[ZONE] as string;

async function published() {
  const fleet = fleetOnDisk();
  const base = folderWith();
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", join(base, "guangdong.git"), ...args], { encoding: "utf8" }).trim();
  const publish = async (text: string) => {
    writeFileSync(join(fleet, ZONE), text);
    expect(await runCommandHere(["publish", "--fleet", fleet, "--to", base])).toMatchObject({ code: 0, stderr: "" });
    return git("rev-parse", "main");
  };
  const rollback = (commit: string) =>
    runCommandHere(["rollback", "guangdong", "--fleet", fleet, "--in", base, "--to", commit]);
  return { git, publish, rollback };
}

test("A rollback is a new commit with the old tree, which names the old commit", async () => {
  const { git, publish, rollback } = await published();
  const first = await publish(zoneText);
  await publish(zoneText.replace("storage: 200Gi", "storage: 300Gi"));
  const { code, stdout } = await rollback(first.slice(0, 10));
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/^guangdong: [0-9a-f]{12} 0 added, \d+ changed, 0 removed\n$/),
  ]);
  expect(git("rev-parse", "main^{tree}")).toBe(git("rev-parse", `${first}^{tree}`));
  expect(git("log", "-1", "--format=%s%n%(trailers:key=Flotilla-Rollback)", "main")).toBe(
    `guangdong: Back to ${first.slice(0, 12)}\nFlotilla-Rollback: ${first}`,
  );
  expect(git("rev-list", "--count", "main")).toBe("3");
  expect((await rollback(first)).stdout).toMatch(/unchanged/);
});

test("A rollback is judged like any other change: a site that came since does not go without its steps", async () => {
  const { git, publish, rollback } = await published();
  const first = await publish(zoneText);
  const tip = await publish(withSecondSite(zoneText));
  const { code, stderr } = await rollback(first);
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/guangdong: refused, nothing was written[\s\S]*sz-nanshan-02/);
  expect(git("rev-parse", "main")).toBe(tip);
});
