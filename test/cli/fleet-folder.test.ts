import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fleetFolder } from "../../cli/fleet-folder.ts";
import { fleetOnDisk } from "../fleet-on-disk.ts";
import { runCommandHere } from "./run.ts";

test("A command typed below a fleet is about that fleet", async () => {
  const fleet = fleetOnDisk();
  const cwd = join(fleet, "sites/guangdong");
  expect(await runCommandHere(["list", "sites"], { cwd })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("sz-nanshan-01"),
  });
  expect(fleetFolder({ fleet: "." }, cwd)).toBe(cwd);
});

test("A fleet above the repository in which a command was typed is not meant", () => {
  const fleet = fleetOnDisk({ "tools/.git/HEAD": "ref: refs/heads/main\n", "tools/src/README": "" });
  const cwd = join(fleet, "tools/src");
  expect(fleetFolder({}, cwd)).toBe(cwd);
  mkdirSync(join(cwd, "fleet/deep"), { recursive: true });
  writeFileSync(join(cwd, "fleet/fleet.ts"), "");
  expect(fleetFolder({}, join(cwd, "fleet/deep"))).toBe(join(cwd, "fleet"));
});

test("A folder that --fleet names and that is not there is named, with the nearest one", async () => {
  const fleet = fleetOnDisk();
  for (const command of [["check"], ["explain", "sz-nanshan-01"], ["fmt"], ["publish", "--to", "out"]]) {
    const { code, stdout, stderr } = await runCommandHere([...command, "--fleet", `${fleet}x`]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`found no folder ${fleet}x, expected that of a fleet`);
    expect(stderr).toContain(`did you mean ${fleet.split("/").at(-1)}?`);
    expect(stderr).toContain("next: ");
  }
  const file = await runCommandHere(["check", "--fleet", join(fleet, "sites/fleet.yaml")]);
  expect(file).toMatchObject({ code: 2, stderr: expect.stringContaining("found a file at") });
});
