import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { workspace } from "../git/fixture.ts";
import { runCommandHere } from "./run.ts";

test("publish tells a repository as it lands, while others are still on their way", async () => {
  const fleet = fleetOnDisk();
  const base = workspace();
  expect(await runCommandHere(["publish", "--fleet", fleet, "--to", base])).toMatchObject({ code: 0 });
  const path = "sites/guangdong/region.yaml";
  writeFileSync(join(fleet, path), String(smallFleet()[path]).replace("hub.gd.panji", "hub2.gd.panji"));
  // The centre comes last, and its hook takes the commit only once the region's line was read.
  const read = join(base, "read");
  const hook = `#!/bin/sh\nfor turn in $(seq 200); do [ -e ${read} ] && exit 0; sleep 0.1; done\nexit 1\n`;
  mkdirSync(join(base, "centre.git/hooks"), { recursive: true });
  writeFileSync(join(base, "centre.git/hooks/pre-receive"), hook, { mode: 0o755 });
  const child = spawn(process.execPath, ["cli/flotilla.mjs", "publish", "--fleet", fleet, "--to", base], {
    cwd: join(import.meta.dirname, "../.."),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    told += text;
    if (/^guangdong: [0-9a-f]{12} /m.test(told) && !existsSync(read)) writeFileSync(read, "");
  });
  expect(await once(child, "close")).toEqual([0, null]);
  expect(told).toMatch(/^guangdong: [0-9a-f]{12} .*\n[\s\S]*^centre: [0-9a-f]{12} /m);
}, 120_000);
