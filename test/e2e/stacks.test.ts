import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ensurePulumi } from "../../lab/pulumi-programs.ts";
import { smallFleet } from "../fleet-on-disk.ts";
import { fsck, git } from "../git/fixture.ts";
import { descendantsOf, survivors } from "./processes.ts";

// A run over five stacks takes a minute, and ten on a machine that others use.
vi.setConfig({ testTimeout: 1_200_000 });

const clone = join(import.meta.dirname, "../..");
const parts = [
  "api",
  "bin",
  "compiler",
  "constructs",
  "engines",
  "git",
  "model",
  "oci",
  "package.json",
  "pipeline",
  "policies",
  "profiles",
  "stacks",
  "Pulumi.yaml",
];
const regions = ["east", "north", "south", "west"];
const all = ["centre", ...regions];
const root = realpathSync(mkdtempSync(join(tmpdir(), "flotilla-stacks-")));
let env: NodeJS.ProcessEnv = {};

/** The small fleet's region under another name, with addresses of its own. */
function writeRegion(name: string, number: number): void {
  const own = (text: string) =>
    text
      .replaceAll("guangdong", name)
      .replace('code: "44"', `code: "${40 + number}"`)
      .replaceAll("hub.gd.", `hub.${name}.`)
      .replaceAll("10.44.", `10.${40 + number}.`)
      .replace("64544", String(64540 + number))
      .replaceAll("sz-nanshan", `${name}-mall`)
      .replace("4b4c04f4e3332", `4b4c04f4e333${number}`)
      .replace("b4c04f4e3332", `b4c04f4e333${number}`)
      .replace("02:44:0c", `02:4${number}:0c`)
      .replaceAll("zone: shenzhen", `zone: ${name}-city`);
  const files = smallFleet();
  mkdirSync(join(root, "sites", name), { recursive: true });
  writeFileSync(join(root, `sites/${name}/region.yaml`), own(String(files["sites/guangdong/region.yaml"])));
  writeFileSync(join(root, `sites/${name}/${name}-city.yaml`), own(String(files["sites/guangdong/shenzhen.yaml"])));
}

function writeFleet(count: number): void {
  const text = String(smallFleet()["sites/fleet.yaml"]).replace("regions: 1", `regions: ${count}`);
  writeFileSync(join(root, "sites/fleet.yaml"), text);
}

const repository = (name: string) => join(root, "out/repos", `${name}.git`);
const tips = () =>
  all.map((name) =>
    existsSync(join(repository(name), "HEAD")) ? git(repository(name), "rev-parse", "main") : undefined,
  );

interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function stacks(args: readonly string[], onStart: (child: ChildProcess) => void = () => {}): Promise<Ending> {
  const child = spawn(process.execPath, ["bin/flotilla-stacks.mjs", ...args], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onStart(child);
  const said = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      said[name] += chunk;
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...said };
}

beforeAll(async () => {
  // Settings of the sample fleet's regions stay behind.
  const filter = (file: string) => !/Pulumi\.(?!centre)[a-z]+\.yaml$/.test(file);
  for (const part of parts) cpSync(join(clone, part), join(root, part), { recursive: true, filter });
  writeFileSync(join(root, "stacks/Pulumi.centre.yaml"), "config: { flotilla:to: out/repos }\n");
  symlinkSync(join(clone, "node_modules"), join(root, "node_modules"));
  mkdirSync(join(root, "sites"));
  writeFleet(regions.length);
  for (const [index, name] of regions.entries()) writeRegion(name, index + 1);
  const { program, folders } = await ensurePulumi(() => {}, new AbortController().signal);
  const path = [join(clone, "node_modules/.bin"), dirname(program), ...folders, process.env["PATH"]].join(delimiter);
  const outside = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_")));
  const home = join(root, "out/home");
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "logs"), "");
  env = {
    ...outside,
    PATH: path,
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${home}`,
    PULUMI_CONFIG_PASSPHRASE: "correct horse",
  };
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("without its stacks a run names the command that makes them", async () => {
  const { code, stderr } = await stacks(["preview", "--region", "east"]);
  expect(code).toBe(2);
  expect(stderr).toContain("found no stack east\n  next: flotilla-stacks init makes the stacks of all regions");
});

test("init makes a stack for each region and the centre, with the fleet's settings, and a second time finds them", async () => {
  const made = await stacks(["init"]);
  expect(made, made.stderr).toMatchObject({ code: 0, stdout: all.map((name) => `${name}: made\n`).join("") });
  const settings = readFileSync(join(root, "stacks/Pulumi.north.yaml"), "utf8");
  expect(settings).toContain("flotilla:to: out/repos");
  expect(settings).toContain("encryptionsalt: v1:");
  const again = await stacks(["init"]);
  expect(again.stdout).toBe(all.map((name) => `${name}: was there\n`).join(""));
  expect(readFileSync(join(root, "stacks/Pulumi.north.yaml"), "utf8")).toBe(settings);
});

test("what breaks a rule stops the whole before any stack is touched", async () => {
  const zone = join(root, "sites/east/east-city.yaml");
  const text = readFileSync(zone, "utf8");
  writeFileSync(zone, text.replace("storage: 200Gi", "storage: much"));
  const { code, stdout, stderr } = await stacks(["up"]);
  writeFileSync(zone, text);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/sites\/east\/east-city\.yaml:\d+:\d+: error build\/parameter/);
  expect(tips()).toEqual(all.map(() => undefined));
});

test("up publishes the regions side by side; one that fails leaves all but the centre alone and decides the exit code", async () => {
  mkdirSync(join(root, "out/repos"), { recursive: true });
  writeFileSync(repository("south"), "in the way\n");
  const { code, stdout, stderr } = await stacks(["up", "--parallel", "4"]);
  expect(code, stderr).toBe(1);
  const rows = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/ +/));
  expect(rows[0]).toEqual(["region", "added", "changed", "deleted", "unchanged", "seconds", "outcome"]);
  expect(rows.slice(1, -1).map(([name, added, , , , , outcome]) => [name, added, outcome])).toEqual([
    ["centre", "0", "skipped"],
    ["east", "2", "changed"],
    ["north", "2", "changed"],
    ["south", "0", "failed"],
    ["west", "2", "changed"],
  ]);
  expect(stdout).toContain("up: 5 stacks, 3 changed, 0 unchanged, 1 failed");
  expect(stderr).toContain("git/not-a-repository");
  expect(stdout + stderr).not.toContain("correct horse");
  expect(stderr).toContain("centre: skipped\n  waits for south, of which it would speak otherwise\n");
  for (const name of ["east", "north", "west"]) expect(fsck(repository(name))).toBe("");
});

test("the next run changes what failed and the centre, and one after it nothing", async () => {
  rmSync(repository("south"));
  const before = tips();
  const { code, stdout } = await stacks(["up", "--format", "json"]);
  expect(code).toBe(0);
  const { stacks: runs } = JSON.parse(stdout) as { stacks: readonly { stack: string; outcome: string }[] };
  expect(runs.filter(({ outcome }) => outcome === "changed").map(({ stack }) => stack)).toEqual(["centre", "south"]);
  expect(tips().filter((tip, index) => tip !== before[index]).length).toBe(2);
  const quiet = await stacks(["preview", "--expect-no-changes", "--format", "markdown"]);
  expect(quiet.code).toBe(0);
  expect(quiet.stdout).toContain("**preview: 5 stacks, 0 changed, 5 unchanged**");
});

test("a preview of a change exits with 7 where none was expected, and publishes nothing", async () => {
  const zone = join(root, "sites/west/west-city.yaml");
  const before = tips();
  writeFileSync(zone, readFileSync(zone, "utf8").replace("storage: 200Gi", "storage: 300Gi"));
  const { code, stderr } = await stacks(["preview", "--region", "west", "--expect-no-changes"]);
  expect(code, stderr).toBe(7);
  expect(tips()).toEqual(before);
});

test("a run that is cancelled begins nothing more, leaves no process, and the next one completes it", async () => {
  const before = tips();
  let running: ReturnType<typeof descendantsOf> = [];
  const { promise, resolve } = Promise.withResolvers<ChildProcess>();
  const ended = stacks(["up", "--parallel", "2"], resolve);
  const child = await promise;
  await expect
    .poll(
      () => {
        running = descendantsOf(child.pid ?? Number.NaN);
        return running.filter(({ command }) => command.includes("pulumi up")).length;
      },
      { timeout: 120_000, interval: 20 },
    )
    .toBeGreaterThan(0)
    .catch((error: Error) => {
      child.kill("SIGKILL");
      throw error;
    });
  child.kill("SIGTERM");
  const { code, stdout } = await ended;
  expect(code).toBe(8);
  expect(stdout).toMatch(/skipped/);
  // Pulumi's language host looks for its engine every few minutes only.
  const isHost = ({ command }: { readonly command: string }) => command.includes("pulumi-language-nodejs");
  const [hosts, ours] = [running.filter(isHost), running.filter((each) => !isHost(each))];
  expect(await survivors(ours, 10_000)).toEqual([]);
  for (const { pid } of await survivors(hosts, 0)) process.kill(pid, "SIGKILL");
  for (const [index, tip] of tips().entries()) if (all[index] !== "west") expect(tip).toBe(before[index]);
  const completed = await stacks(["up"]);
  expect(completed.code, completed.stderr).toBe(0);
  expect(git(repository("west"), "rev-list", "--count", "main")).toBe("2");
});

test("a region that comes later gets its stack by the same command, and one that goes is told with what to do", async () => {
  writeRegion("upland", 5);
  rmSync(join(root, "sites/south"), { recursive: true });
  const { code, stdout, stderr } = await stacks(["init"]);
  expect(code).toBe(0);
  expect(stdout).toContain("upland: made\n");
  expect(stdout).toContain("north: was there\n");
  expect(stderr).toContain("south: no region of that name; its stack and its repository are left as they are\n");
  expect(stderr).toContain("next: pulumi stack rm south --force");
  expect(existsSync(join(root, "stacks/Pulumi.south.yaml"))).toBe(true);
});
