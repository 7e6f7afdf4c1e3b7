import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { CacheFiles } from "../../compiler/load/cache-files.ts";
import { type Image, makeImage, makeIndex } from "../../lab/node/image.ts";
import { type ImageRegistry, startImageRegistry } from "../../lab/servers/image-registry.ts";
import { privateAuthority } from "../../lab/servers/private-authority.ts";
import { openScratch } from "../../lab/servers/scratch.ts";
import { startTokenFront } from "../../lab/servers/token-front.ts";
import { send } from "../../oci/http.ts";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";

const APP = "apps/retail/checkout.yaml";
const built = (architecture: string) =>
  makeImage({ look: { bytes: Buffer.from(architecture) } }, { entrypoint: ["/look"], architecture });
const [amd64, arm64] = [built("amd64"), built("arm64")];
const both = makeIndex({ amd64, arm64 });

const folder = openScratch();
let registry: ImageRegistry;
/** `127.0.0.1:PORT` */
let host: string;

/** An index needs its images to be there before it. */
async function push(name: string, tag: string, image: Image, parts: readonly Image[] = []): Promise<string> {
  for (const part of parts) await registry.push(name, part.manifest.digest, part);
  return registry.push(name, tag, image);
}

/** The small fleet with this registry for its own, and one server of the architecture. */
function fleet(digest: string, arch: "amd64" | "arm64" = "arm64"): string {
  const moved = (file: string) => `${smallFleet()[file]}`.replaceAll("registry.panji.example", host);
  const zone = "sites/guangdong/shenzhen.yaml";
  return fleetOnDisk({
    "sites/fleet.yaml": moved("sites/fleet.yaml"),
    [zone]: moved(zone).replace("arch: arm64", `arch: ${arch}`),
    [APP]: moved(APP).replace(/image: .*/, `image: ${host}/retail/checkout:2.4.1@${digest}`),
  });
}

/** Docker's configuration in a folder of its own. */
function docker(settings: object): string {
  const own = join(folder, `docker-${readdirSync(folder).length}`);
  mkdirSync(own);
  writeFileSync(join(own, "config.json"), JSON.stringify(settings));
  return own;
}

const known = () => docker({ auths: { [host]: { auth: registry.account } } });
/** Without a cache unless one is named, so that every run asks. */
const check = (root: string, config = known(), more: Readonly<Record<string, string>> = {}) =>
  runCommandHere(["check", "--registry", "--all", "--fleet", root], {
    env: { ...process.env, DOCKER_CONFIG: config, FLOTILLA_CACHE: "off", ...more },
  });

beforeAll(async () => {
  registry = await startImageRegistry(folder);
  host = new URL(registry.url).host;
});
afterAll(async () => {
  await registry?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Pushes what the app and the profiles of the small fleet bring, for both architectures. */
async function fill(): Promise<void> {
  const digest = await push("retail/checkout", "2.4.1", both, [amd64, arm64]);
  const { stdout } = await runCommandHere(["list", "images", "--format", "json", "--fleet", fleet(digest)]);
  const { items } = JSON.parse(stdout) as { readonly items: readonly { type: string; reference: string }[] };
  for (const { type, reference } of items) {
    const [, name, tag] = /^[^/]+\/([^@]+):([^:@]+)$/.exec(reference) ?? [];
    if (type.endsWith("image") && name !== undefined && tag !== undefined) await push(name, tag, both, [amd64, arm64]);
  }
}

test("A fleet whose images are all built for its servers passes", async () => {
  await fill();
  const { code, stdout, stderr } = await check(fleet(both.manifest.digest));
  expect(stdout).toMatch(/^no findings/);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^asked registries for \d\d images\n$/) });
});

test("An image that lacks the architecture of a server is a fault at the line of its app", async () => {
  await push("retail/checkout", "2.4.1", amd64);
  const { code, stdout } = await check(fleet(amd64.manifest.digest));
  expect(code).toBe(2);
  expect(stdout).toContain(
    `${APP}:3:8: error registry/architecture: ${host}/retail/checkout:2.4.1@${amd64.manifest.digest} is built for amd64, but lands on servers of arm64 at panji/guangdong/shenzhen/sz-nanshan-01`,
  );
  expect(stdout).toMatch(/^1 error, 0 warnings/m);
  // The same image on servers that it is built for.
  expect(await check(fleet(amd64.manifest.digest, "amd64"))).toMatchObject({ code: 0 });
});

test("An index with one architecture alone is judged by what it has", async () => {
  const half = makeIndex({ amd64 });
  await push("retail/checkout", "2.4.1", half, [amd64]);
  expect((await check(fleet(half.manifest.digest))).stdout).toContain(
    "is built for amd64, but lands on servers of arm64",
  );
});

test("An image that the mirror does not have is a fault at the line of its app", async () => {
  const { code, stdout } = await check(fleet(`sha256:${"0".repeat(64)}`));
  expect(code).toBe(2);
  expect(stdout).toContain(
    `${APP}:3:8: error registry/missing: the registry has no ${host}/retail/checkout:2.4.1@sha256:0000`,
  );
});

test("Without an account, or with a wrong one, nothing is known, which is no pass, and no password is told", async () => {
  const wrong = Buffer.from("site:sesame-open-now").toString("base64");
  for (const config of [docker({}), docker({ auths: { [host]: { auth: wrong } } })]) {
    const { code, stdout, stderr } = await check(fleet(both.manifest.digest), config);
    expect(code).toBe(2);
    expect(stdout).toMatch(
      new RegExp(
        `not evaluated registry/unknown: ${host} could not be asked for \\d\\d images, such as .*: it refuses to answer \\(401\\); docker login gives an account`,
      ),
    );
    expect(stdout).toMatch(/^0 errors, 0 warnings, 1 not evaluated/m);
    expect(`${stdout}${stderr}`).not.toMatch(/sesame|c2l0ZT/);
  }
});

test("A credential helper of Docker's configuration is asked, and what it cannot do is told without what it says", async () => {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const helper = (name: string, script: string) => {
    writeFileSync(join(bin, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, `docker-credential-${name}`), 0o755);
  };
  const [name, password] = Buffer.from(registry.account, "base64").toString().split(":");
  helper("lab", `read -r host; [ "$host" = "${host}" ] && echo '{"Username":"${name}","Secret":"${password}"}'`);
  helper("broken", "echo sesame-open-now; exit 3");
  const path = { PATH: `${bin}:${process.env["PATH"]}` };
  const root = fleet(both.manifest.digest);
  expect(await check(root, docker({ credHelpers: { [host]: "lab" } }), path)).toMatchObject({ code: 0 });
  expect(await check(root, docker({ credsStore: "lab" }), path)).toMatchObject({ code: 0 });
  const { code, stdout, stderr } = await check(root, docker({ credsStore: "broken" }), path);
  expect({ code, stdout }).toEqual({
    code: 2,
    stdout: expect.stringContaining(`docker-credential-broken gives no account for ${host} (3)`),
  });
  expect(`${stdout}${stderr}`).not.toContain("sesame");
});

test("What a digest holds is remembered, and that the image is still there is asked each time", async () => {
  const cache = join(folder, "cache");
  const root = fleet(both.manifest.digest);
  expect(await check(root, known(), { FLOTILLA_CACHE: cache })).toMatchObject({ code: 0 });
  const entries = readdirSync(cache).filter((name) => name.startsWith("image-"));
  expect(entries).toEqual([`image-${both.manifest.digest.slice("sha256:".length)}`]);
  // Proof that the registry is not asked again for what it says.
  new CacheFiles(cache).write(entries[0] as string, Buffer.from("riscv64"));
  expect((await check(root, known(), { FLOTILLA_CACHE: cache })).stdout).toContain(
    "is built for riscv64, but lands on",
  );
  const gone = fleet(`sha256:${"1".repeat(64)}`);
  expect((await check(gone, known(), { FLOTILLA_CACHE: cache })).stdout).toContain("error registry/missing");
});

test("What a profile brings and the mirror does not have is told at the line that pins it", async () => {
  const root = fleet(both.manifest.digest);
  const [own, empty] = [`registries: [${host}]`, `registries: ["${host}/empty", "${host}"]`];
  const file = join(root, "sites/fleet.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(own, empty));
  const { stdout } = await check(root);
  expect(stdout).toContain(
    `sites/guangdong/shenzhen.yaml:7:14: error registry/missing: the registry has no ${host}/empty/cilium/cilium:`,
  );
  expect(stdout).not.toContain(APP);
});

test("A registry with a token service is opened by the token that the account gets there", async () => {
  const front = await startTokenFront(registry);
  onTestFinished(front.stop);
  const own = new URL(front.url).host;
  const root = fleet(both.manifest.digest);
  for (const file of ["sites/fleet.yaml", APP]) {
    const path = join(root, file);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(host, own));
  }
  const account = { auths: { [`http://${own}/v1/`]: { auth: registry.account } } };
  expect(await check(root, docker(account))).toMatchObject({ code: 0 });
  expect((await check(root, docker({}))).stdout).toContain("it refuses to answer (401)");
});

test("A server of a private authority is trusted where the fleet names it, and nowhere else", async () => {
  const authority = privateAuthority(join(folder, "authority"), "lab");
  const server = createServer(authority.server, (_, response) => response.end("{}"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve(undefined))));
  const { port } = server.address() as AddressInfo;
  const request = { method: "GET", url: new URL(`https://127.0.0.1:${port}/`), headers: {} } as const;
  const limits = { seconds: 10, bytes: 100 };
  expect(await send(request, { ...limits, authorities: [authority.certificate] })).toMatchObject({ status: 200 });
  await expect(send(request, { ...limits, authorities: [] })).rejects.toThrow(
    "its certificate is of an authority that nobody here trusts",
  );
});

test("A registry that is away is told once, within seconds, and fails the check", async () => {
  const root = fleet(both.manifest.digest);
  await registry.stop();
  const before = performance.now();
  const { code, stdout } = await check(root);
  expect(performance.now() - before).toBeLessThan(60_000);
  expect(code).toBe(2);
  expect(stdout).toMatch(
    new RegExp(
      `not evaluated registry/unknown: ${host} could not be asked for \\d\\d images, such as .*: nothing listens there`,
    ),
  );
  expect(stdout.match(/registry\/unknown:/g)).toHaveLength(1);
});
