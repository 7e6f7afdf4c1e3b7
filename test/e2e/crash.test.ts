import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openScratch } from "../../lab/servers/scratch.ts";
import { until } from "../../lab/servers/until.ts";

const program = `
import { startCluster } from ${JSON.stringify(join(import.meta.dirname, "../../lab/servers/cluster.ts"))};
import { openScratch } from ${JSON.stringify(join(import.meta.dirname, "../../lab/servers/scratch.ts"))};
const folder = openScratch();
await startCluster("hub", folder);
console.log(folder);
setInterval(() => {}, 1000);
`;

/** Ids of processes whose command line names the folder; /proc is Linux's. */
function processesIn(folder: string): readonly string[] {
  return readdirSync("/proc").filter((entry) => {
    if (!/^\d+$/.test(entry)) return false;
    try {
      return readFileSync(`/proc/${entry}/cmdline`, "utf8").includes(folder);
    } catch {
      return false;
    }
  });
}

test.runIf(process.platform === "linux")("A lab whose process is killed leaves nothing behind", async () => {
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    said += chunk;
  });
  const folder = await until("the cluster has started", () => /^\/.*$/m.exec(said)?.[0]);
  expect(processesIn(folder).length).toBeGreaterThan(1);
  child.kill("SIGKILL");
  await until("its programs are gone", () => processesIn(folder).length === 0);
  const next = openScratch();
  expect(existsSync(folder)).toBe(false);
  rmSync(next, { recursive: true });
});
