import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { patience, report, tries } from "./long-form.ts";

const ZONE = "sites/guangdong/shenzhen.yaml";
const APP = "apps/retail/checkout.yaml";

const check = (fleet: string) => runCommandHere(["check", "--fleet", fleet]);

async function expectRefused(fleet: string, code: number, text: string | RegExp): Promise<void> {
  const started = performance.now();
  const outcome = await check(fleet);
  expect(outcome.stdout).toMatch(text);
  expect(outcome.code).toBe(code);
  expect(outcome.stdout + outcome.stderr).not.toMatch(/fault of Flotilla|\n {4}at /);
  expect(performance.now() - started).toBeLessThan(20_000);
}

describe("A file that is made to hang, to fill the memory or to run something is refused at once", () => {
  const merges = Array.from(
    { length: 30 },
    (_, index) => `a${index + 1}: &a${index + 1} { <<: [*a${index}, *a${index}] }`,
  );
  test.each([
    ["merge keys that double 30 times", `a0: &a0 { x: 1 }\n${merges.join("\n")}\n`],
    ["aliases that double 30 times", `a0: &a0 [1]\n${merges.join("\n").replaceAll(/{ <<: (.*?) }/g, "$1")}\n`],
    ["a function of JavaScript", "zone: !!js/function 'function () { process.exit(3) }'\nsites: []\n"],
    ["an object of another language", "zone: !!python/object/apply:os.system ['id']\nsites: []\n"],
    ["a tag of nobody's", "zone: !x shenzhen\nsites: []\n"],
  ])("%s", async (_, text) => {
    await expectRefused(fleetOnDisk({ [ZONE]: text }), 2, /shenzhen\.yaml:\d+:\d+: error load\//);
  });

  test.skipIf(process.platform === "win32").each([
    ["a pipe that nobody writes to", (path: string) => expect(spawnSync("mkfifo", [path]).status).toBe(0)],
    ["a link to a device without an end", (path: string) => symlinkSync("/dev/zero", path)],
    ["a link to the terminal", (path: string) => symlinkSync("/dev/tty", path)],
  ])("%s", async (_, put) => {
    const fleet = fleetOnDisk();
    rmSync(join(fleet, ZONE));
    put(join(fleet, ZONE));
    await expectRefused(fleet, 2, /sites\/guangdong\/shenzhen\.yaml:1:1: error load\//);
  });

  test("while very many files are read: 100,000 zones in the long form", patience, async () => {
    const count = tries(300, 100_000);
    const zones = Array.from({ length: count }, (_, index) => [
      `sites/guangdong/z-${index}.yaml`,
      `zone: z-${index}\nsites: []\n`,
    ]);
    const started = performance.now();
    const { code, stdout } = await check(fleetOnDisk(Object.fromEntries(zones)));
    expect(stdout).not.toContain("error");
    expect(code).toBe(0);
    report("zone files of one region", `${count} read in ${Math.round((performance.now() - started) / 1000)} s`);
  });
});

describe("An address that systems read differently is refused", () => {
  test.each([
    "010.44.12.10",
    "0x0a.44.12.10",
    "10.44.3082",
    "172756994",
    "10.44.12.010",
    " 10.44.12.10",
    "10.44.12.10.",
    "::ffff:10.44.12.10",
    "１０.44.12.10",
  ])("%s", async (address) => {
    const text = (smallFleet()[ZONE] as string).replace("vip: 10.44.12.10", `vip: "${address}"`);
    await expectRefused(fleetOnDisk({ [ZONE]: text }), 2, /shenzhen\.yaml:\d+:\d+: error load\//);
  });

  test.each(["10.44.12.0/31", "10.44.12.0/32", "0.0.0.0/0", "10.44.12.1/26"])("the network %s", async (network) => {
    const text = (smallFleet()[ZONE] as string).replace("nodes: 10.44.12.0/26", `nodes: ${network}`);
    const { code } = await check(fleetOnDisk({ [ZONE]: text }));
    expect([2, 5]).toContain(code);
  });
});

describe("An address that no server, pod or service can have is refused", () => {
  test.each([
    ["pods that are groups of multicast", "pods: 10.244.0.0/16", "pods: 224.0.0.0/16"],
    ["pods of this host", "pods: 10.244.0.0/16", "pods: 127.0.0.0/16"],
    ["services that are link-local", "services: 10.96.0.0/16", "services: 169.254.0.0/16"],
    ["services of nobody", "services: 10.96.0.0/16", "services: 0.0.0.0/16"],
    ["nodes that are groups of multicast", "nodes: 10.44.12.0/26", "nodes: 224.0.12.0/26"],
    ["the card of everybody", "02:44:0c:00:00:01", "ff:ff:ff:ff:ff:ff"],
    ["the card of a group", "02:44:0c:00:00:01", "01:44:0c:00:00:01"],
    ["the card of nobody", "02:44:0c:00:00:01", "00:00:00:00:00:00"],
  ])("%s", async (_, from, to) => {
    const text = smallFleet()[ZONE] as string;
    expect(text).toContain(from);
    const { code, stdout } = await check(fleetOnDisk({ [ZONE]: text.replace(from, to) }));
    expect(code).toBe(2);
    expect(stdout).toMatch(/load\/value.*expected (a network outside|the MAC address of one card)/);
  });
});

describe("An image comes from a registry of the fleet, and says its version", () => {
  const digest = `@sha256:${"a1".repeat(32)}`;
  test.each([
    ["another registry", `docker.io/library/nginx:1.27.0${digest}`],
    ["no registry, which means Docker's", `nginx:1.27.0${digest}`],
    ["another port of the same host", `registry.panji.example:5000/retail/checkout:2.4.1${digest}`],
    ["a host that begins alike", `registry.panji.example.evil.example/retail/checkout:2.4.1${digest}`],
    ["a host in upper case", `REGISTRY.panji.example/retail/checkout:2.4.1${digest}`],
    ["the tag latest", "registry.panji.example/retail/checkout:latest"],
    ["no tag", "registry.panji.example/retail/checkout"],
  ])("%s is refused", async (_, image) => {
    const text = (smallFleet()[APP] as string).replace(/^image: .*$/m, `image: "${image}"`);
    const { code } = await check(fleetOnDisk({ [APP]: text }));
    expect([2, 5]).toContain(code);
  });
});

describe("A target cannot have Git run a program", () => {
  const publishTo = async (to: string) => {
    const cwd = mkdtempSync(join(tmpdir(), "flotilla-test-"));
    onTestFinished(() => rmSync(cwd, { recursive: true }));
    const spy = vi.spyOn(process, "cwd").mockReturnValue(cwd);
    const outcome = await runCommandHere(["publish", "--fleet", fleetOnDisk(), "--region", "centre", `--to=${to}`]);
    spy.mockRestore();
    return { ...outcome, made: readdirSync(cwd) };
  };

  test.each(["ext::sh -c 'touch ran'", "fd::17"])("--to %s is refused", async (to) => {
    expect(await publishTo(to)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is not a repository's path or URL"),
      made: [],
    });
  });

  test.each(["--upload-pack=touch ran", "-c core.sshCommand=touch"])("--to %s is the name of a folder", async (to) => {
    expect(await publishTo(to)).toMatchObject({ code: 0, made: [to] });
  });
});
