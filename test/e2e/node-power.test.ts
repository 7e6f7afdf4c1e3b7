import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ownFolders, sweepGroups } from "../../lab/node/control-groups.ts";
import { until } from "../../lab/servers/until.ts";
import { mallOfTest, obstacle, podsOf, runToEnd, shopPod, untilRunning } from "./node.ts";

const clone = join(import.meta.dirname, "../..");

/** Control groups of labs, of whatever process. */
function groups(): readonly string[] {
  return Object.values(ownFolders()).flatMap((folder) =>
    readdirSync(folder).filter((name) => name.startsWith("flotilla-lab-")),
  );
}

describe.skipIf(obstacle !== undefined)("a site whose power goes", () => {
  const { fleet, mall } = mallOfTest();
  const image = () => /^image: (.*)$/m.exec(fleet().text("apps/retail/till.yaml"))?.[1] ?? "";

  test("A site without hub, Git and registry comes back with all its apps after all its processes were killed", async () => {
    const { cluster, lan } = mall();
    const before = await untilRunning(cluster, "retail", "till");
    lan.setUplinks(false);
    const asked = fleet().servers.git.asked();
    await mall().reboot();
    await untilRunning(cluster, "retail", "till");
    const answer = await runToEnd(
      cluster,
      shopPod("after", "retail", image(), ["find", "http://till.retail.svc.cluster.local:8080/"]),
    );
    expect(answer).toMatch(/8080\/: 1\.0\.0 till-/);
    expect((await podsOf(cluster, "retail", "till")).map(({ metadata }) => metadata.uid)).toEqual(
      before.map(({ metadata }) => metadata.uid),
    );
    expect(fleet().servers.git.asked()).toBe(asked);
  });
});

const program = `
import { ensurePackages } from ${JSON.stringify(join(clone, "lab/node/packages.ts"))};
import { startLan } from ${JSON.stringify(join(clone, "lab/servers/lan.ts"))};
import { openScratch } from ${JSON.stringify(join(clone, "lab/servers/scratch.ts"))};
const folder = openScratch();
const network = { gateway: "10.44.12.1", prefix: 26, pods: "10.244.0.0/16", services: "10.96.0.0/16" };
const packages = await ensurePackages(() => {});
await startLan({ name: "mall", network, apiPort: 1, uplinks: [], folder, packages });
console.log(readFileSync(folder + "/lan.pid", "utf8").trim());
setInterval(() => {}, 1000);
`;

test.skipIf(obstacle !== undefined)(
  "A site whose lab is killed leaves no process, mount or link, and the next one removes its control groups",
  async () => {
    const before = { mounts: readFileSync("/proc/self/mounts", "utf8"), links: readdirSync("/sys/class/net").join() };
    const child = spawn(
      process.execPath,
      ["--input-type=module-typescript", "-e", `import { readFileSync } from "node:fs";${program}`],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
    const pid = await until("the network is there", () => /^\d+$/m.exec(said)?.[0]);
    const own = `flotilla-lab-${child.pid}-mall-lan`;
    expect(groups()).toContain(own);
    child.kill("SIGKILL");
    await until("its processes are gone", () => !existsSync(`/proc/${pid}`));
    await sweepGroups();
    expect(groups()).not.toContain(own);
    expect(readFileSync("/proc/self/mounts", "utf8")).toBe(before.mounts);
    expect(readdirSync("/sys/class/net").join()).toBe(before.links);
  },
);
