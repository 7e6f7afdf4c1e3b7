/** The files by which servers become edge nodes, taken by the real keadm against a server of SSH on loopback. */

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../../cli/main.ts";
import { programOf } from "../../lab/servers/programs.ts";
import { yamlText } from "../../model/yaml-text.ts";

const clone = join(import.meta.dirname, "..", "..");
const out = mkdtempSync(join(tmpdir(), "flotilla-keadm-"));
const packages = join(out, "packages");
const privateKey = join(out, "id_ed25519");
/** Where keadm itself unpacks on the operator's machine; a constant of its source. */
const UNPACKED = "/tmp/kubeedge";
const wasThere = existsSync(UNPACKED);

interface Batch {
  readonly keadm: { readonly keadmVersion: string; readonly archGroup: readonly string[]; readonly cmdTplArgs: object };
  readonly nodes: readonly { readonly nodeName: string; readonly keadmCmd: string; readonly ssh: object }[];
}

interface Server {
  readonly child: ChildProcess;
  readonly port: number;
  /** What stands for /tmp/kubeedge on the servers. */
  readonly root: string;
}

/** By architecture, as `uname -m` on it says. */
const servers = new Map<string, Server>();
let keadm = "";
let batches: readonly { readonly text: string; readonly batch: Batch }[] = [];
const edgeCores = new Map<string, unknown>();
/** What became of each of them. */
let ran: readonly (ReturnType<typeof runBatch> & (typeof batches)[number])[] = [];

beforeAll(async () => {
  keadm = await programOf("keadm");
  const edgeHost = await programOf("edge-host");
  expect(await main(["synth", "--fleet", clone, "--out", join(out, "repositories")])).toBe(0);
  const files = readdirSync(join(out, "repositories"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  batches = files
    .filter((file) => /\/operator\/keadm-batch\/[^/]+\.yaml$/.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .map((text) => ({ text, batch: load(text) as Batch }));
  for (const file of files.filter((each) => each.endsWith("/edgecore.yaml"))) {
    const config = load(readFileSync(file, "utf8")) as { modules: { edged: { hostnameOverride: string } } };
    edgeCores.set(config.modules.edged.hostnameOverride, config);
  }
  const publicKey = writeKeys();
  for (const [arch, machine] of [
    ["amd64", "x86_64"],
    ["arm64", "aarch64"],
  ] as const) {
    pack(edgeHost, arch, batches[0]?.batch.keadm.keadmVersion ?? "");
    servers.set(arch, await serve(edgeHost, machine, publicKey));
  }
  ran = batches.map(({ text, batch }) => ({ text, batch, ...runBatch(batch) }));
}, 900_000);

afterAll(() => {
  for (const { child } of servers.values()) child.kill();
  rmSync(out, { recursive: true, force: true });
  if (!wasThere) rmSync(UNPACKED, { recursive: true, force: true });
});

/** @returns the file of the public key, as SSH writes one */
function writeKeys(): string {
  const pair = generateKeyPairSync("ed25519");
  writeFileSync(privateKey, pair.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const raw = Buffer.from(pair.publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const part = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const blob = Buffer.concat([part(Buffer.from("ssh-ed25519")), part(raw)]);
  const file = `${privateKey}.pub`;
  writeFileSync(file, `ssh-ed25519 ${blob.toString("base64")} test\n`);
  return file;
}

/** The archive that the prerequisites name, with the stand-in in the place of keadm. */
function pack(edgeHost: string, arch: string, version: string) {
  const name = `keadm-${version}-linux-${arch}`;
  const folder = join(out, name, "keadm");
  mkdirSync(folder, { recursive: true });
  cpSync(edgeHost, join(folder, "keadm"));
  mkdirSync(join(packages, arch), { recursive: true });
  const archive = join(packages, arch, `${name}.tar.gz`);
  expect(spawnSync("tar", ["-czf", archive, "-C", out, name]).status).toBe(0);
}

async function serve(edgeHost: string, machine: string, publicKey: string): Promise<Server> {
  const root = join(out, machine);
  const programs = join(out, `${machine}-bin`);
  mkdirSync(root);
  mkdirSync(programs);
  writeFileSync(join(programs, "uname"), `#!/bin/sh\necho ${machine}\n`);
  chmodSync(join(programs, "uname"), 0o755);
  const env = { ...process.env, PATH: `${programs}:${process.env["PATH"]}` };
  const child = spawn(edgeHost, ["serve", root, publicKey], { env, stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise<number>((resolve) => {
    child.stdout.once("data", (line: Buffer) => resolve(Number(line.toString())));
  });
  return { child, port, root };
}

/** Runs keadm over the file of a zone, whose servers are all on loopback. */
function runBatch(batch: Batch, more: Partial<Batch> = {}) {
  const server = servers.get(batch.keadm.archGroup[0] ?? "") as Server;
  const folder = mkdtempSync(join(out, "run-"));
  // By the name of its user the server knows which one it is.
  const ssh = (username: string) => ({
    ip: "127.0.0.1",
    port: server.port,
    username,
    auth: { type: "privateKey", privateKeyAuth: { privateKeyPath: privateKey } },
  });
  const file = {
    ...batch,
    ...more,
    keadm: { ...batch.keadm, offlinePackageDir: packages },
    nodes: (more.nodes ?? batch.nodes).map((node) => ({ ...node, ssh: ssh(node.nodeName) })),
  };
  const text = yamlText(JSON.parse(JSON.stringify(file))).replaceAll(/\$\{KUBEEDGE_TOKEN\}/g, "a.token");
  writeFileSync(join(folder, "batch.yaml"), text);
  const { status, stdout, stderr } = spawnSync(keadm, ["batch", "-c", "batch.yaml"], { cwd: folder, encoding: "utf8" });
  return { status, said: stdout + stderr, folder, root: server.root };
}

/** The last of the instructions in the file: the command that tells whether all have joined. */
function hasJoined(text: string, folder: string): boolean {
  const check = /^# (! grep .*)$/m.exec(text)?.[1] ?? "exit 2";
  return spawnSync("bash", ["-c", check], { cwd: folder }).status === 0;
}

/** Paths of values that the second lacks or has otherwise. */
function differing(wanted: unknown, found: unknown, path = ""): readonly string[] {
  if (typeof wanted !== "object" || wanted === null) return wanted === found ? [] : [path];
  const there = (found ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(wanted).flatMap(([key, value]) => differing(value, there[key], `${path}.${key}`));
}

test("keadm takes the file of every zone, and all of its servers join", () => {
  expect(ran.length).toBeGreaterThan(5);
  for (const { text, status, said, folder } of ran) {
    expect(status, said).toBe(0);
    expect(hasJoined(text, folder), said).toBe(true);
  }
});

test("What keadm makes of its command line is what the file for joining without it says", () => {
  for (const { batch, root } of ran) {
    for (const { nodeName } of batch.nodes) {
      const made = load(readFileSync(join(root, nodeName, "keadm", `${nodeName}.yaml`), "utf8"));
      expect(differing(edgeCores.get(nodeName), made), nodeName).toEqual([]);
    }
  }
});

describe("The instructions see what keadm is silent about", () => {
  const first = () => batches[0] as (typeof batches)[number];

  test.each([
    ["a flag that keadm does not know", "--edgenode-nam=x"],
    ["a setting that EdgeCore does not have", "--set=Modules.Edged.NodeIPP=10.0.0.1"],
    ["a text that keadm takes for a number", "--set=Modules.Edged.NodeIP=1"],
  ])("%s: keadm ends with 0, and its log says otherwise", (_, flag) => {
    const { text, batch } = first();
    const nodes = batch.nodes.map((node, index) =>
      index === 0 ? { ...node, keadmCmd: `${node.keadmCmd} ${flag}` } : node,
    );
    const { status, folder } = runBatch(batch, { nodes });
    expect(status).toBe(0);
    expect(hasJoined(text, folder)).toBe(false);
  });
});
