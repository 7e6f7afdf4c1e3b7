import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { load } from "js-yaml";
import { expect, onTestFinished, test } from "vitest";
import { programOf } from "../../lab/servers/programs.ts";
import { claimCommits, type Places, publishedPlaces } from "../enroll/service-of-test.ts";
import { folderWith } from "../folder-with.ts";

const clone = join(import.meta.dirname, "../..");

interface StageFile {
  readonly path: string;
  readonly content: string;
  readonly permissions: number;
}

/** Writes the files of all stages of a cloud-config below a folder, as Kairos does at its boot. */
function playStages(root: string, cloudConfig: string): void {
  const { stages } = load(cloudConfig) as { stages: Record<string, readonly { files?: readonly StageFile[] }[]> };
  for (const { path, content, permissions } of Object.values(stages).flatMap((steps) =>
    steps.flatMap(({ files = [] }) => files),
  )) {
    // Kairos would run it through Go's templates.
    expect(content).not.toContain("{{");
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
    chmodSync(join(root, path), permissions);
  }
}

/** A server as its kernel shows it, and in place of programs that work on disks those that write down what they were told. */
function emptyServer(): { readonly root: string; readonly programs: string } {
  const root = folderWith({
    "sys/class/dmi/id/product_uuid": "4C4C4544-0051-3110-8052-B4C04F4E3332\n",
    "sys/class/dmi/id/product_serial": "To be filled by O.E.M.\n",
    "sys/class/net/eno1/address": "02:44:0c:00:00:01\n",
    "sys/class/net/eno1/device/sriov_totalvfs": "64\n",
    "sys/class/net/lo/address": "00:00:00:00:00:00\n",
    "sys/class/ptp/ptp0/clock_name": "card\n",
    "sys/block/nvme0n1/device/model": 'A "fast" disk   \n',
    "sys/block/nvme0n1/device/serial": "  S4EVNX0N\n",
    "sys/block/nvme0n1/removable": "0\n",
    "sys/block/nvme0n1/queue/rotational": "0\n",
    "sys/block/nvme0n1/size": "937703088\n",
    "sys/block/sda/device/model": "The medium\n",
    "sys/block/sda/removable": "1\n",
    "sys/block/loop0/size": "1\n",
    "sys/firmware/efi/fw_platform_size": "64\n",
    "proc/cpuinfo": "processor\t: 0\nmodel name\t: x\nprocessor\t: 1\n",
    "proc/meminfo": "MemTotal:       16303428 kB\nMemFree: 1 kB\n",
    "dev/disk/by-id/note": "",
  });
  symlinkSync("../../nvme0n1", join(root, "dev/disk/by-id/nvme-a"));
  const programs = folderWith({
    "kairos-agent": `cp "$2" "${root}/installed.yaml"`,
    mount: "exit 0",
    umount: `mkdir -p "${root}/oem" && cp -r "$1"/. "${root}/oem/"`,
    reboot: `touch "${root}/rebooted"`,
    date: '[ "$1" != -s ] && exec /bin/date "$@"',
  });
  for (const name of ["kairos-agent", "mount", "umount", "reboot", "date"]) {
    const file = join(programs, name);
    writeFileSync(file, `#!/bin/sh\n${readFileSync(file, "utf8")}\n`, { mode: 0o755 });
    chmodSync(file, 0o755);
  }
  return { root, programs };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function flotilla(...args: readonly string[]) {
  return spawnSync(process.execPath, [join(clone, "cli/flotilla.mjs"), ...args], { encoding: "utf8" });
}

/** The service as a process of its own, once it listens. */
async function serve(places: Places, port: number): Promise<ChildProcess> {
  const args = ["enroll", "serve", "--fleet", places.fleet, "--state", places.state, "--claims", places.claims];
  const more = ["--from", places.published, "--secrets", places.secrets, "--url", `https://localhost:${port}`];
  const child = spawn(
    process.execPath,
    [join(clone, "cli/flotilla.mjs"), ...args, ...more, "--listen", `127.0.0.1:${port}`],
    {
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  for await (const chunk of child.stderr as NodeJS.ReadableStream) {
    said += chunk;
    if (said.includes("listens at")) break;
  }
  expect(said).toContain(`serves https://localhost:${port}, listens at https://127.0.0.1:${port}`);
  return child;
}

/** Whatever medium, token or secret there is, servers need no more than these. */
function boot({ root, programs }: ReturnType<typeof emptyServer>, script: string, input = ""): ChildProcess {
  const child = spawn("sh", [join(root, script)], {
    env: { PATH: `${programs}:${process.env["PATH"]}`, HOST_DIR: root, PAUSE: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  child.stdin?.end(input);
  return child;
}

async function outputOf(child: ChildProcess): Promise<string> {
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => chunks.push(String(chunk)));
  await once(child, "close");
  return chunks.join("");
}

const SCRIPT = "etc/flotilla/enroll/enroll.sh";

test("From an empty disk: a server on a medium for all enrols, installs itself, and keeps its certificate by itself", async () => {
  const places = await publishedPlaces();
  const port = await freePort();
  const address = ["--fleet", places.fleet, "--state", places.state, "--url", `https://localhost:${port}`];
  const file = join(folderWith(), "medium.yaml");
  const made = flotilla("enroll", "medium", ...address, "--with-token", "--region", "guangdong", "--out", file);
  expect(made).toMatchObject({ status: 0, stderr: "" });
  const validate = await programOf("kairos-validate");
  expect(spawnSync(validate, [file], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  const server = emptyServer();
  playStages(server.root, readFileSync(file, "utf8"));
  const child = await serve(places, port);

  const said = await outputOf(boot(server, SCRIPT));
  expect(said).toBe("flotilla: enrolled\nflotilla: installing\nflotilla: installed; starting it\n");
  expect(existsSync(join(server.root, "rebooted"))).toBe(true);
  // All that lies on the partition that outlives images; the installer's own reboot would have come too early for it.
  expect(readFileSync(join(server.root, "installed.yaml"), "utf8")).toMatch(
    /hostname: sz-nanshan-01-a\n[\s\S]*^ {2}reboot: false$/m,
  );
  const registration = readFileSync(join(server.root, "oem/50_flotilla_enrolment.yaml"), "utf8");
  // Kairos' schema asks for accounts, which the file of the installation has.
  writeFileSync(file, `${registration}users: [{ name: kairos }]\n`);
  expect(spawnSync(validate, [file], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  playStages(server.root, registration);
  expect(readFileSync(join(server.root, "etc/flotilla/k3s-token"), "utf8")).toBe("of-the-cluster");
  const own = (name: string) => join(server.root, "oem/flotilla", name);
  execFileSync("openssl", ["verify", "-CAfile", own("authority.crt"), own("server.crt")], { stdio: "pipe" });

  // The installed system, every day.
  writeFileSync(join(places.secrets, "sites/sz-nanshan-01/k3sToken"), "another\n");
  expect(await outputOf(boot(server, "etc/flotilla/enrolment.sh"))).toBe("");
  expect(await outputOf(boot(server, "etc/flotilla/enrolment.sh"))).toBe("");
  expect(readFileSync(join(server.root, "oem/50_flotilla_enrolment.yaml"), "utf8")).toBe(
    registration.replace("of-the-cluster", "another"),
  );
  expect(claimCommits(places)).toEqual(["sz-nanshan-01-a: Installed", "sz-nanshan-01-a: Claimed"]);
  const [claim] = [
    execFileSync("git", ["--git-dir", places.claims, "show", "main:guangdong/sz-nanshan-01/sz-nanshan-01-a.json"], {
      encoding: "utf8",
    }),
  ].map((text) => JSON.parse(text));
  expect(claim).toMatchObject({
    identity: { machineId: "4c4c4544-0051-3110-8052-b4c04f4e3332", mac: "02:44:0c:00:00:01" },
    differences: [],
  });
  expect(claim.identity).not.toHaveProperty("serial");
  child.kill("SIGKILL");
});

test("A certificate that ends soon is renewed by the installed system", async () => {
  const places = await publishedPlaces();
  const port = await freePort();
  const server = emptyServer();
  const file = join(folderWith(), "medium.yaml");
  const address = ["--fleet", places.fleet, "--state", places.state, "--url", `https://localhost:${port}`];
  expect(flotilla("enroll", "medium", ...address, "--with-token", "--region", "guangdong", "--out", file).status).toBe(
    0,
  );
  playStages(server.root, readFileSync(file, "utf8"));
  await serve(places, port);
  await outputOf(boot(server, SCRIPT));
  playStages(server.root, readFileSync(join(server.root, "oem/50_flotilla_enrolment.yaml"), "utf8"));
  const certificate = join(server.root, "oem/flotilla/server.crt");
  const before = readFileSync(certificate, "utf8");
  // More notice than the certificate has days.
  const script = join(server.root, "etc/flotilla/enrolment.sh");
  writeFileSync(script, readFileSync(script, "utf8").replace("23760000", "63072000"));
  expect(await outputOf(boot(server, "etc/flotilla/enrolment.sh"))).toBe("");
  const after = readFileSync(certificate, "utf8");
  expect(after).not.toBe(before);
  execFileSync("openssl", ["verify", "-CAfile", join(server.root, "oem/flotilla/authority.crt"), certificate], {
    stdio: "pipe",
  });
});

test("A token that somebody types or scans from a label lets in the server of that label, and a wrong one is asked for anew", async () => {
  const places = await publishedPlaces();
  const port = await freePort();
  const folder = folderWith();
  const address = ["--fleet", places.fleet, "--state", places.state, "--url", `https://localhost:${port}`];
  expect(flotilla("enroll", "medium", ...address, "--out", join(folder, "medium.yaml")).status).toBe(0);
  expect(
    flotilla("enroll", "labels", ...address, "--site", "sz-nanshan-01", "--out", join(folder, "labels.html")).status,
  ).toBe(0);
  const page = readFileSync(join(folder, "labels.html"), "utf8");
  const [, token] = /<code>(flt_[^<]+)<\/code>/.exec(page) ?? [];
  expect(page).toMatch(/<svg [\s\S]*<h2>sz-nanshan-01-a<\/h2>/);
  const server = emptyServer();
  playStages(server.root, readFileSync(join(folder, "medium.yaml"), "utf8"));
  await serve(places, port);
  const said = await outputOf(boot(server, SCRIPT, `flt_wrong\n${token}\n`));
  expect(said).toContain(
    "flotilla: the token opens nothing here\nflotilla: next: compare it with the paper, or make another one",
  );
  expect(said).toMatch(/flotilla: enrolled\n[\s\S]*installed; starting it\n$/);
});

test("A service that is killed again and again lets the server in at last, and it has one claim", async () => {
  const places = await publishedPlaces();
  const port = await freePort();
  const server = emptyServer();
  const file = join(folderWith(), "medium.yaml");
  const address = ["--fleet", places.fleet, "--state", places.state, "--url", `https://localhost:${port}`];
  expect(flotilla("enroll", "medium", ...address, "--with-token", "--region", "guangdong", "--out", file).status).toBe(
    0,
  );
  playStages(server.root, readFileSync(file, "utf8"));
  const booted = outputOf(boot(server, SCRIPT));
  for (const milliseconds of [0, 40, 120, 400, 900]) {
    const child = await serve(places, port);
    await setTimeout(milliseconds);
    child.kill("SIGKILL");
    await once(child, "close");
  }
  await serve(places, port);
  expect(await booted).toMatch(/flotilla: installed; starting it\n$/);
  expect(claimCommits(places)).toHaveLength(1);
}, 120_000);
