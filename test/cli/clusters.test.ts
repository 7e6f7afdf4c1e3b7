import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { runCommandHere } from "./run.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";
const regionFile = "sites/guangdong/region.yaml";
const lockFile = "sites/guangdong/addresses.lock.yaml";
const small = smallFleet();

const server = (index: number, arch = "arm64") =>
  `  - { name: sz-pool-${index}, arch: ${arch}, serial: KP${index}, mac: "02:44:0d:00:00:0${index}", disk: /dev/disk/by-id/nvme-a }\n`;
const pool = `pool:\n${[1, 2, 3, 4, 5].map((index) => server(index)).join("")}${server(6, "amd64")}`;
const files = {
  "sites/fleet.yaml": (small["sites/fleet.yaml"] as string).replace(
    /tenants: .*/,
    `clusterSizes:
  small: { controlPlanes: 1 }
  large: { controlPlanes: 3, workers: 1, arch: arm64 }
tenants:
  - { name: retail, namespaces: [retail], owners: [retail-team], quota: { clusters: 3, servers: 5, lifetime: 30d } }
  - { name: telco, namespaces: [telco], owners: [telco-team] }`,
  ),
  [regionFile]: (small[regionFile] as string).replace(
    "asn: 64544",
    "asn: 64544, plan: { nodes: 10.44.128.0/22, size: 26, vlans: { from: 100, to: 399 }, pods: 10.244.0.0/16, services: 10.96.0.0/16 }",
  ),
  [zoneFile]: `${small[zoneFile]}${pool}`,
};
const cluster = (name: string, more = "", size = "small") =>
  `name: ${name}\nteam: retail\nregion: guangdong\nzone: shenzhen\nsize: ${size}\nprofile: edge-k3s@1.0.0\nlifetime: 14d\n${more}`;

let root = "";
const run = (...args: readonly string[]) => runCommandHere([...args, "--fleet", root]);
const textOf = (file: string) => readFileSync(join(root, file), "utf8");
const fileOf = (name: string) => `clusters/retail/${name}.yaml`;
function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
const ask = (name: string, more?: string, size?: string) => write(fileOf(name), cluster(name, more, size));
const born = (at = "2026-11-29") => run("allocate", "--at", at);
const publish = () => run("publish", "--to", join(root, "out"));
const expire = (at: string) => run("expire", "--at", at, "--against", join(root, "out"));
const serversIn = (name: string) =>
  [
    ...(
      /hosts: \{(.*?)\}/.exec(
        textOf(lockFile)
          .split("\n")
          .find((line) => line.includes(` ${name}: `)) ?? "",
      )?.[1] ?? ""
    ).matchAll(/(sz-pool-\d)/g),
  ].map(([, host]) => host);

beforeEach(() => {
  root = fleetOnDisk(files);
});

describe("A team writes a few lines and has a cluster", () => {
  test("It gets servers, addresses and its day, and is a site of its zone from then on", async () => {
    ask("till-lab");
    const refused = await run("check");
    expect([refused.code, refused.stdout]).toEqual([2, expect.stringContaining("cluster/not-allocated")]);
    expect((await born()).code).toBe(0);
    expect(textOf(lockFile)).toMatch(
      /^clusters:\n {2}till-lab: \{ team: retail, born: 2026-11-29, nodes: 10\.44\.1.*controlPlanes: \[sz-pool-\d\], hosts: \{ sz-pool-\d: /m,
    );
    expect(await run("check")).toMatchObject({ code: 0 });
    expect((await run("fmt", "--check")).stdout).toBe("");
    const { stdout } = await run("explain", "till-lab");
    expect(stdout).toContain("written in          clusters/retail/till-lab.yaml:1:1");
    expect(stdout).toContain("addresses.lock.yaml");
    expect((await publish()).code).toBe(0);
  });

  test("What it has stays when others come, and no server has two clusters", async () => {
    ask("b-lab");
    await born();
    const before = textOf(lockFile).split("\n").at(-2) as string;
    ask("a-lab");
    ask("c-lab");
    await born("2026-12-05");
    expect(textOf(lockFile)).toContain(before);
    const servers = ["a-lab", "b-lab", "c-lab"].flatMap(serversIn);
    expect(new Set(servers).size).toBe(3);
    expect(await run("check")).toMatchObject({ code: 0 });
  });

  test("A large one takes three control planes and a worker of one architecture", async () => {
    ask("big-lab", "state: shipped\n", "large");
    expect((await born()).code).toBe(0);
    expect(serversIn("big-lab")).toHaveLength(4);
    expect(serversIn("big-lab")).not.toContain("sz-pool-6");
    expect(await run("check")).toMatchObject({ code: 0 });
  });

  test("Without a day nothing is born, and the command that is named says so", async () => {
    ask("till-lab");
    const { code, stderr } = await run("allocate");
    expect([code, stderr]).toEqual([2, expect.stringContaining("flotilla allocate --region guangdong --at TODAY")]);
  });
});

describe("What a team may not have is refused with what is free", () => {
  test.each<[string, string, string, string]>([
    ["an unknown zone", cluster("x-lab").replace("shenzhen", "shenzen"), "cluster/zone", "did you mean shenzhen?"],
    [
      "an unknown size",
      cluster("x-lab", "", "smal"),
      "cluster/size",
      "expected one of large, small; did you mean small?",
    ],
    [
      "an unknown region",
      cluster("x-lab").replace("guangdong", "guangdon"),
      "cluster/region",
      "did you mean guangdong?",
    ],
    [
      "another team's folder",
      cluster("x-lab").replace("team: retail", "team: telco"),
      "cluster/team",
      "in the folder retail",
    ],
    ["a longer life", cluster("x-lab").replace("14d", "31d"), "cluster/quota", "expected at most 30d"],
  ])("%s", async (_, text, code, words) => {
    write(fileOf("x-lab"), text);
    const { stderr, code: ending } = await born();
    expect(ending).toBe(2);
    expect(stderr).toContain(`clusters/retail/x-lab.yaml:`);
    expect(stderr).toContain(`error ${code}`);
    expect(stderr).toContain(words);
    expect((await run("check")).stdout.match(/ error [a-z]+\/[a-z-]+/g)).toEqual([` error ${code}`]);
  });

  test("A team without a quota has none", async () => {
    write("clusters/telco/x-lab.yaml", cluster("x-lab").replace("team: retail", "team: telco"));
    expect((await born()).stderr).toContain("telco has no quota");
  });

  test("Beyond the quota the newest is refused, and the others have theirs", async () => {
    ask("big-lab", "state: shipped\n", "large");
    await born();
    ask("a-lab");
    ask("b-lab");
    const { code, stderr } = await born();
    expect(code).toBe(2);
    expect(stderr).toContain(
      "b-lab takes one cluster and 1 servers, and retail has 1 of 3 clusters and 0 of 5 servers left",
    );
    expect(serversIn("a-lab")).toHaveLength(1);
    expect(serversIn("b-lab")).toEqual([]);
  });

  test("A pool without enough servers says what is free, and who ends first", async () => {
    write(zoneFile, `${small[zoneFile]}pool:\n${server(1)}${server(6, "amd64")}`);
    ask("a-lab");
    await born();
    ask("big-lab", "state: shipped\n", "large");
    const { code, stderr } = await born();
    expect(code).toBe(2);
    expect(stderr).toContain(
      "big-lab needs 4 servers of one architecture from the pool of shenzhen, found free and fit among its 2:",
    );
    expect(stderr).toContain("the first to end is a-lab on 2026-12-13");
  });
});

describe("A cluster past its lifetime goes in steps, and leaves nothing behind", () => {
  beforeEach(async () => {
    ask("till-lab");
    await born();
    await publish();
  });

  test("It is retired on its day, removed when that is published, and free when it is gone", async () => {
    expect((await expire("2026-12-12")).stdout).toBe("");
    expect((await run("expire", "--at", "2026-12-13", "--check")).code).toBe(7);
    expect((await expire("2026-12-13")).stdout).toContain("retired from now on");
    expect(textOf(fileOf("till-lab"))).toBe(cluster("till-lab", "state: retired\n"));
    // Nobody may take a step before the one ahead of it is published.
    expect((await expire("2026-12-13")).stdout).toContain("publish its retirement first");
    expect((await publish()).code).toBe(0);
    expect((await expire("2026-12-13")).stdout).toContain("its file goes");
    expect(existsSync(join(root, "clusters"))).toBe(false);
    expect(serversIn("till-lab")).toHaveLength(1);
    expect(await run("check")).toMatchObject({ code: 0 });
    expect((await expire("2026-12-13")).stdout).toContain("publish its removal first");
    expect((await publish()).code).toBe(0);
    expect((await expire("2026-12-13")).stdout).toContain("its servers and addresses are free");
    expect(textOf(lockFile)).not.toContain("till-lab");
    expect((await expire("2026-12-13")).stdout).toBe("");
    expect((await publish()).code).toBe(0);
  });

  test("While it is on its way out it counts for its team, and nobody gets its server", async () => {
    await expire("2026-12-13");
    await publish();
    await expire("2026-12-13");
    const [held] = serversIn("till-lab");
    for (const name of ["a-lab", "b-lab", "c-lab"]) ask(name);
    const { stderr } = await born("2026-12-14");
    expect(stderr).toContain("c-lab takes one cluster and 1 servers, and retail has 0 of 3 clusters");
    expect(["a-lab", "b-lab"].flatMap(serversIn)).not.toContain(held);
  });

  test("A base where nothing is published is no proof that anything is gone", async () => {
    write(fileOf("till-lab"), cluster("till-lab", "state: retired\n"));
    const before = textOf(lockFile);
    const { code, stderr } = await run("expire", "--at", "2026-12-13", "--against", join(root, "elsewhere"));
    expect([code, stderr]).toEqual([2, expect.stringContaining("correct --against")]);
    expect(textOf(lockFile)).toBe(before);
  });

  test("A longer lifetime keeps it", async () => {
    write(fileOf("till-lab"), cluster("till-lab").replace("14d", "20d"));
    expect((await expire("2026-12-13")).stdout).toBe("");
  });

  test("A cluster whose file somebody takes away while it lives is refused by the guards, and keeps its servers", async () => {
    write(fileOf("till-lab"), cluster("other-lab"));
    await born();
    expect(serversIn("till-lab")).toHaveLength(1);
    const { code, stdout, stderr } = await publish();
    expect([code, stdout + stderr]).toEqual([5, expect.stringContaining("FLT-GUARD-002")]);
  });
});
