import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { folderWith } from "../folder-with.ts";
import { runCommandHere } from "./run.ts";

const zoneFile = "sites/guangdong/shenzhen.yaml";
const regionFile = "sites/guangdong/region.yaml";
const lockFile = "sites/guangdong/addresses.lock.yaml";
const small = smallFleet();

const withPlan = (
  plan = "nodes: 10.44.128.0/22, size: 26, vlans: { from: 100, to: 399 }, pods: 10.244.0.0/16, services: 10.96.0.0/16",
) => (small[regionFile] as string).replace("asn: 64544", `asn: 64544, plan: { ${plan} }`);

/** A site that leaves its network to the plan. */
const entry = (name: string, state = "active") => {
  const mac = [...name]
    .reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65536, 7)
    .toString(16)
    .padStart(4, "0");
  return `  - name: ${name}
    kind: cluster
    profile: edge-k3s@1.0.0
    state: ${state}
    network: auto
    labels: { customer: mall }
    hosts:
      - { name: ${name}-a, arch: arm64, role: control-plane, mac: "02:44:0c:00:${mac.slice(0, 2)}:${mac.slice(2)}", disk: /dev/disk/by-id/nvme-a }
`;
};
const zone = (...entries: readonly string[]) => (small[zoneFile] as string) + entries.join("");

function fleet(...entries: readonly string[]): string {
  return fleetOnDisk({ [regionFile]: withPlan(), [zoneFile]: zone(...entries) });
}

const run = (root: string, ...args: readonly string[]) => runCommandHere([...args, "--fleet", root]);
const lockOf = (root: string) => readFileSync(join(root, lockFile), "utf8");
const lineOf = (root: string, site: string) =>
  lockOf(root)
    .split("\n")
    .find((line) => line.includes(` ${site}: {`)) ?? "";

describe("A fleet with a plan is allocated, checked and published like any other", () => {
  test("Check refuses a site without its line, allocate gives it, and check has nothing to find", async () => {
    const root = fleet(entry("sz-futian-01"), entry("sz-luohu-01"));
    expect(await run(root, "check")).toMatchObject({
      code: 2,
      stdout: expect.stringContaining("flotilla allocate --region guangdong"),
    });
    expect(existsSync(join(root, lockFile))).toBe(false);
    expect((await run(root, "allocate", "--check")).code).toBe(7);
    expect(existsSync(join(root, lockFile))).toBe(false);
    const { code, stdout } = await run(root, "allocate");
    expect(code).toBe(0);
    expect(stdout).toMatch(/sz-futian-01 {2}nodes 10\.44\.1\d\d\.\d+\/26, new\n {2}sz-luohu-01 /);
    expect(await run(root, "allocate", "--check")).toMatchObject({ code: 0, stdout: "" });
    expect(await run(root, "check")).toMatchObject({ code: 0 });
    expect(await run(root, "fmt", "--check")).toMatchObject({ code: 0, stdout: "" });
  });

  test("What a site is explained by names the line that gives its addresses", async () => {
    const root = fleet(entry("sz-futian-01"));
    await run(root, "allocate");
    const { stdout } = await run(root, "explain", "sz-futian-01");
    expect(stdout).toMatch(/addresses +out of the region's plan\s+<- sites\/guangdong\/addresses\.lock\.yaml:3:3/);
    const json = JSON.parse((await run(root, "explain", "sz-futian-01", "--format", "json")).stdout);
    expect(json).toMatchObject({ addressesAt: `${lockFile}:3:3` });
  });

  test("A fleet without a plan has nothing to allocate, and gets no lock", async () => {
    const root = fleetOnDisk();
    expect(await run(root, "allocate")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(existsSync(join(root, lockFile))).toBe(false);
  });

  test("A lost lock is made anew alike, since a place follows from the name", async () => {
    const root = fleet(entry("sz-futian-01"), entry("sz-luohu-01"));
    await run(root, "allocate");
    const before = lockOf(root);
    rmSync(join(root, lockFile));
    await run(root, "allocate");
    expect(lockOf(root)).toBe(before);
  });
});

describe("What cannot be done is refused, and nothing is written", () => {
  test("A fault of a zone file comes first", async () => {
    const root = fleetOnDisk({
      [regionFile]: withPlan(),
      [zoneFile]: zone(entry("sz-futian-01").replace("kind", "kinds")),
    });
    const { code, stderr } = await run(root, "allocate");
    expect([code, existsSync(join(root, lockFile))]).toEqual([2, false]);
    expect(stderr).toContain("unknown key");
  });

  test.each([
    ["--region", "guangdon", "did you mean guangdong?"],
    ["--move", "sz-futian-02", "did you mean sz-futian-01?"],
    ["--base", "no-such-branch", "expected a branch, tag or commit"],
  ])("An unknown name after %s", async (option, name, words) => {
    const root = fleet(entry("sz-futian-01"));
    const { code, stderr } = await run(root, "allocate", option, name);
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
    expect(existsSync(join(root, lockFile))).toBe(false);
  });

  test("A lock that nobody can read is left as it is", async () => {
    const root = fleet(entry("sz-futian-01"));
    writeFileSync(join(root, lockFile), "sites:\n  sz-futian-01: { nodes: somewhere }\n");
    expect((await run(root, "allocate")).code).toBe(2);
    expect(lockOf(root)).toContain("somewhere");
  });

  test("Of more sites than the plan has room for, the rest is told with numbers", async () => {
    const root = fleetOnDisk({
      [regionFile]: withPlan("nodes: 10.44.128.0/25, size: 26"),
      [zoneFile]: zone(...["a", "b", "c"].map((name) => entry(`sz-${name}`))),
    });
    const { code, stderr } = await run(root, "allocate");
    expect([code, stderr]).toEqual([2, expect.stringContaining("no nodes is left for sz-")]);
    expect(stderr).toContain("all 2 of the plan of guangdong are taken");
    expect(lockOf(root).match(/^ {2}sz-/gm)).toHaveLength(2);
  });

  test("From nine tenths on check warns while there is still room", async () => {
    const root = fleetOnDisk({
      [regionFile]: withPlan(
        "nodes: 10.44.128.0/23, size: 29, vlans: { from: 100, to: 109 }, pods: 10.244.0.0/16, services: 10.96.0.0/16",
      ),
      [zoneFile]: zone(...Array.from({ length: 9 }, (_, index) => entry(`sz-${index}`))),
    });
    await run(root, "allocate");
    expect((await run(root, "check")).stdout).toContain(
      "FLT-NET-021: 9 of 10 VLANs in the plan of guangdong are taken",
    );
  });
});

describe("Branches that add sites merge line by line", () => {
  /** Both branches allocate from one base; Git merges the lock, and the zone has all of them. */
  async function merged(base: readonly string[], ours: readonly string[], theirs: readonly string[]) {
    const root = fleet(...base);
    await run(root, "allocate");
    const start = existsSync(join(root, lockFile)) ? lockOf(root) : "sites: {}\n";
    const branch = async (entries: readonly string[]) => {
      writeFileSync(join(root, zoneFile), zone(...entries));
      writeFileSync(join(root, lockFile), start);
      await run(root, "allocate");
      return lockOf(root);
    };
    const texts = { ours: await branch(ours), base: start, theirs: await branch(theirs) };
    const folder = folderWith(texts);
    const { status } = spawnSync("git", ["merge-file", "ours", "base", "theirs"], { cwd: folder });
    writeFileSync(join(root, zoneFile), zone(...new Set([...ours, ...theirs])));
    writeFileSync(join(root, lockFile), readFileSync(join(folder, "ours"), "utf8"));
    return { root, conflicts: status, texts };
  }

  test("Lines that do not touch merge by themselves, and the result is whole", async () => {
    const base = ["sz-b", "sz-f", "sz-k"].map((name) => entry(name));
    const { root, conflicts } = await merged(base, [...base, entry("sz-a")], [...base, entry("sz-z")]);
    expect(conflicts).toBe(0);
    expect(await run(root, "check")).toMatchObject({ code: 0 });
    expect(await run(root, "allocate", "--check")).toMatchObject({ code: 0 });
  });

  test("Lines that touch are a conflict for Git, which check names and allocate ends without moving anybody", async () => {
    const base = [entry("sz-b")];
    const { root, conflicts, texts } = await merged(base, [...base, entry("sz-c")], [...base, entry("sz-d")]);
    expect(conflicts).toBe(1);
    expect(await run(root, "check")).toMatchObject({
      code: 2,
      stdout: expect.stringContaining("takes the lines of both sides"),
    });
    expect((await run(root, "allocate")).code).toBe(0);
    expect(await run(root, "check")).toMatchObject({ code: 0 });
    for (const line of [...texts.ours.split("\n"), ...texts.theirs.split("\n")].filter((each) =>
      each.startsWith("  sz"),
    ))
      expect(lockOf(root)).toContain(line);
  });

  test("Two sites that were given one network are refused, and the command that is named gives one of them another", async () => {
    const { root } = await merged([], [entry("sz-c")], [entry("sz-d")]);
    // The same network on both branches, as names with one place would have it.
    const own = lineOf(root, "sz-c");
    writeFileSync(join(root, lockFile), `sites:\n${own}\n${own.replaceAll("sz-c", "sz-d")}\n`);
    const refused = await run(root, "check");
    expect(refused.code).toBe(2);
    const [, command = ""] = /flotilla (allocate --region guangdong --move sz-d)/.exec(refused.stdout) ?? [];
    expect((await run(root, "allocate")).code).toBe(2);
    expect((await run(root, ...command.split(" "))).code).toBe(0);
    expect(await run(root, "check")).toMatchObject({ code: 0 });
    expect(lineOf(root, "sz-c")).toBe(own);
  });

  test("A merge in Git's style diff3 is read as well", async () => {
    const base = [entry("sz-b"), entry("sz-x", "planned")];
    const { root, texts } = await merged(base, [...base, entry("sz-c")], [...base, entry("sz-d")]);
    const folder = folderWith(texts);
    spawnSync("git", ["merge-file", "--diff3", "ours", "base", "theirs"], { cwd: folder });
    writeFileSync(join(root, lockFile), readFileSync(join(folder, "ours"), "utf8"));
    expect((await run(root, "allocate")).code).toBe(0);
    expect(await run(root, "check")).toMatchObject({ code: 0 });
  });

  test("With the published revision at hand, the site that is not there moves", async () => {
    const root = fleet(entry("sz-z"));
    await run(root, "allocate");
    const published = lineOf(root, "sz-z");
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-C", root, "-c", "user.name=a", "-c", "user.email=a@b.example", ...args], {
        stdio: "ignore",
      });
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-q", "-m", "published");
    writeFileSync(join(root, zoneFile), zone(entry("sz-z"), entry("sz-a")));
    writeFileSync(join(root, lockFile), `sites:\n${published.replaceAll("sz-z", "sz-a")}\n${published}\n`);
    const { code, stdout } = await run(root, "allocate", "--base", "main");
    expect(code).toBe(0);
    expect(stdout).toMatch(/sz-a {2}nodes .* -> /);
    expect(lineOf(root, "sz-z")).toBe(published);
    expect(await run(root, "check")).toMatchObject({ code: 0 });
  });
});

describe("An app that leaves its node port open", () => {
  const appFile = "apps/retail/checkout.yaml";
  const portLock = "sites/node-ports.lock.yaml";
  const asking = (nodePort = "auto") => ({
    [appFile]: (small[appFile] as string).replace("port: 8080", `port: 8080, nodePort: ${nodePort}`),
    [zoneFile]: (small[zoneFile] as string).replace("edge-k3s@1.0.0", "edge-k3s@1.1.0"),
  });

  test("is refused by check until allocate gives one, which stays and is checked like any other", async () => {
    const root = fleetOnDisk(asking());
    expect(await run(root, "check")).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/^apps\/retail\/checkout\.yaml:5:\d+: error port\/not-allocated/),
    });
    expect((await run(root, "allocate", "--check")).code).toBe(7);
    const { code, stdout } = await run(root, "allocate");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^sites\/node-ports\.lock\.yaml\n {2}retail\/checkout {2}node port of http 3[12]\d{3}, new\n$/,
      ),
    });
    const lock = readFileSync(join(root, portLock), "utf8");
    expect(await run(root, "allocate")).toMatchObject({ code: 0, stdout: "" });
    expect(await run(root, "check")).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, portLock), "utf8")).toBe(lock);
    const moved = await run(root, "allocate", "--move", "retail/checkout");
    expect(moved.stdout).toMatch(/node port of http (\d+) -> (?!\1)\d+$/m);
  });

  test("loses its line when it no longer asks", async () => {
    const root = fleetOnDisk({ ...asking(), [portLock]: "apps:\n  retail/checkout: { http: 31007 }\n" });
    writeFileSync(join(root, appFile), small[appFile] as string);
    expect(await run(root, "check")).toMatchObject({
      code: 2,
      stdout: expect.stringContaining(`${portLock}:2:22: error port/gone`),
    });
    expect((await run(root, "allocate")).stdout).toContain("node port of http 31007, free from the next run on");
    expect(await run(root, "check")).toMatchObject({ code: 0 });
  });

  test("whose file is wrong keeps its line: nothing is written until the file is right", async () => {
    const text = "apps:\n  retail/checkout: { http: 31007 }\n";
    const root = fleetOnDisk({ ...asking(), [appFile]: "name: checkout\n", [portLock]: text });
    expect(await run(root, "allocate")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("the files must be right first"),
    });
    expect(readFileSync(join(root, portLock), "utf8")).toBe(text);
  });

  test("ends a merge of two branches by what is asked to move", async () => {
    const marks =
      "apps:\n<<<<<<< ours\n  retail/checkout: { http: 31007 }\n=======\n  retail/kiosk: { http: 31007 }\n>>>>>>> theirs\n";
    const kiosk = asking()[appFile]?.replace("name: checkout", "name: kiosk") as string;
    const root = fleetOnDisk({ ...asking(), "apps/retail/kiosk.yaml": kiosk, [portLock]: marks });
    expect((await run(root, "check")).stdout).toContain("flotilla allocate takes the lines of both sides of a merge");
    expect(await run(root, "allocate")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        "error port/clash: node port 31007 of retail/kiosk is that of retail/checkout too",
      ),
    });
    expect(await run(root, "allocate", "--move", "retail/kiosk")).toMatchObject({ code: 0 });
    expect(await run(root, "check")).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, portLock), "utf8")).toContain("retail/checkout: { http: 31007 }");
  });
});
