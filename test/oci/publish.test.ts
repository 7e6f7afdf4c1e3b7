/** A fleet whose region is delivered by artifacts: from its files to what a registry holds. */

import { generateKeyPairSync } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet, withSecondSite } from "../fleet-on-disk.ts";
import { folderWith } from "../folder-with.ts";
import { git, workspace } from "../git/fixture.ts";
import { hostRepository, serveGit } from "../git/http-server.ts";
import { artifactFiles } from "./artifact-files.ts";
import { startTestRegistry, type TestRegistry } from "./test-registry.ts";

const ZONE = "sites/guangdong/shenzhen.yaml";
const REGION = "sites/guangdong/region.yaml";
const FLEET = "sites/fleet.yaml";
const PLATFORM = "hub/platform";
const SITE = "sites/shenzhen/sz-nanshan-01";

const textOf = (file: string) => smallFleet()[file] as string;

/** Two sites, and the address of a registry. */
function files(registry: TestRegistry) {
  return {
    [FLEET]: `${textOf(FLEET)}artifacts: oci://${registry.host}/fleet\n`,
    [REGION]: textOf(REGION).replace("delivery: flux", "delivery: { engine: flux, source: oci }"),
    [ZONE]: withSecondSite(textOf(ZONE)),
  };
}

async function published() {
  const registry = await startTestRegistry();
  const changes = files(registry);
  const fleet = fleetOnDisk(changes);
  const base = folderWith();
  const publish = (...more: readonly string[]) => {
    registry.requests.length = 0;
    return runCommandHere(["publish", "--fleet", fleet, "--to", base, ...more]);
  };
  const edit = (file: string, from: string, to: string) => {
    const text = changes[file as keyof typeof changes] ?? textOf(file);
    expect(text).toContain(from);
    writeFileSync(join(fleet, file), text.replace(from, to));
  };
  const first = await publish();
  return { registry, fleet, base, publish, edit, first };
}

const repositoryOf = (path: string) => `fleet/guangdong/${path}`;

interface Source {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly url: string; readonly ref: { readonly digest?: string; readonly tag?: string } };
}

/** Sources of artifacts in the root that a hub follows, by the path of the artifact. */
function pins(registry: TestRegistry): Map<string, string> {
  const root = artifactFiles(registry, repositoryOf("hub/delivery"), "main");
  const sources = [...root]
    .filter(([path]) => path.includes("/ocirepository_"))
    .map(([, text]) => load(text) as Source);
  return new Map(
    sources.flatMap(({ spec }) => {
      const [, path] = /\/fleet\/guangdong\/(.+)$/.exec(spec.url) ?? [];
      return path === undefined || path === "hub/delivery" ? [] : [[path, spec.ref.digest ?? ""] as const];
    }),
  );
}

test("Every folder of a hub's root is pinned to an artifact that holds what Git holds", async () => {
  const { registry, first, base } = await published();
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout).toMatch(
    /guangdong: [0-9a-f]{12} \d+ added.*\n {2}artifacts: \d+ pushed, 0 there already, 3 roots moved\n/,
  );
  const { readTree } = await import("../../git/repository/read.ts");
  const { files: inGit } = await readTree(join(base, "guangdong.git"), "");
  const found = pins(registry);
  expect([...found.keys()]).toContain(PLATFORM);
  for (const [path, digest] of found) {
    const below = new Map([...inGit].filter(([file]) => file.startsWith(`${path}/`)));
    expect(artifactFiles(registry, repositoryOf(path), digest)).toEqual(below);
  }
  const own = new Map([...inGit].filter(([file]) => file.startsWith(`${SITE}/`)));
  expect(artifactFiles(registry, repositoryOf(SITE), "main")).toEqual(own);
});

test("A publish that changes nothing pushes nothing and moves nothing", async () => {
  const { registry, publish } = await published();
  const again = await publish();
  expect(again.stdout).toMatch(/artifacts: 0 pushed, \d+ there already, 0 roots moved/);
  expect(registry.requests.filter(({ method }) => method !== "HEAD" && method !== "GET")).toEqual([]);
});

test("One changed site is pushed alone, and moves its own root and that of the hub where the hub has a part of it", async () => {
  const { registry, publish, edit } = await published();
  const before = pins(registry);
  edit(ZONE, "storage: 200Gi", "storage: 300Gi");
  const { stdout } = await publish();
  expect(stdout).toMatch(/artifacts: 1 pushed, \d+ there already, 1 roots moved/);
  expect(pins(registry)).toEqual(before);
  const put = registry.requests.filter(({ method, path }) => method === "PUT" && path.includes("/manifests/"));
  expect([...new Set(put.map(({ path }) => path.replace(/^\/v2\/|\/manifests\/.*$/g, "")))].sort()).toEqual([
    repositoryOf("record"),
    repositoryOf(SITE),
  ]);
});

const stateOf = (registry: TestRegistry) =>
  new Map([...registry.manifests].map(([name, own]) => [name, own.get("main")?.toString()] as const));

test("A registry that fails on the way leaves every cluster with what it had, and the next run goes on", async () => {
  const { registry, publish, edit } = await published();
  const before = stateOf(registry);
  edit(ZONE, "storage: 200Gi", "storage: 300Gi");
  registry.fault = ({ method, path }) => (method === "PUT" && path.includes("/manifests/tree-") ? 400 : undefined);
  const failed = await publish();
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(
    /guangdong: oci\/answer: .* answers the manifest tree-[0-9a-f]+ with 400\.\n {2}next: run it again; /,
  );
  expect(failed.stderr).not.toMatch(/^\s+at /m);
  expect(stateOf(registry)).toEqual(before);
  registry.fault = undefined;
  const again = await publish();
  expect(again).toMatchObject({ code: 0, stderr: "" });
  expect(again.stdout).toMatch(/guangdong: [0-9a-f]{12} unchanged\n {2}artifacts: 1 pushed/);
});

test("An artifact that a registry lost comes back with the next publish, under the same digest", async () => {
  const { registry, publish } = await published();
  const platform = registry.manifests.get(repositoryOf(PLATFORM));
  const before = new Map(platform);
  platform?.clear();
  expect((await publish()).stdout).toMatch(/artifacts: 1 pushed, \d+ there already, 0 roots moved/);
  expect(registry.manifests.get(repositoryOf(PLATFORM))).toEqual(before);
});

test("A rollback brings Git and the registry back to an earlier commit without compiling, in a commit of its own", async () => {
  const { registry, publish, edit, base, fleet } = await published();
  const { readTip, readTree } = await import("../../git/repository/read.ts");
  const remote = join(base, "guangdong.git");
  const [first, roots] = [await readTip(remote), pins(registry)];
  const own = registry.manifest(repositoryOf(SITE), "main");
  edit(ZONE, "storage: 200Gi", "storage: 300Gi");
  await publish();
  expect(registry.manifest(repositoryOf(SITE), "main")).not.toEqual(own);
  // Nothing of it is looked at but where things lie.
  writeFileSync(
    join(fleet, "apps/retail/checkout.yaml"),
    textOf("apps/retail/checkout.yaml").replace("replicas: 2", "replicas: 9"),
  );
  const back = await runCommandHere([
    "rollback",
    "guangdong",
    "--fleet",
    fleet,
    "--in",
    base,
    "--to",
    first?.commit ?? "",
  ]);
  expect(back).toMatchObject({ code: 0, stderr: "" });
  expect(back.stdout).toMatch(/artifacts: 0 pushed, \d+ there already, 1 roots moved/);
  expect(registry.manifest(repositoryOf(SITE), "main")).toEqual(own);
  expect(pins(registry)).toEqual(roots);
  const tip = await readTip(remote);
  expect(tip?.commit).not.toBe(first?.commit);
  expect(tip?.tree).toBe(first?.tree);
  expect((await readTree(remote, SITE)).files.size).toBeGreaterThan(10);
});

test("A rollback to a commit that is not there, or of a region that is not there, says so", async () => {
  const { base, fleet } = await published();
  const rollback = (name: string, commit: string) =>
    runCommandHere(["rollback", name, "--fleet", fleet, "--in", base, "--to", commit]);
  const unknown = await rollback("guangdong", "0123456789");
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toMatch(/guangdong\.git has no commit `0123456789` that can be read\.\n {2}next: /);
  expect((await rollback("guangdon", "0123456789")).stderr).toContain(
    "expected a region or centre; did you mean guangdong?",
  );
});

test("Pruning takes out what none of the last deliveries pins, and nothing that clusters follow", async () => {
  const { registry, publish, edit, fleet } = await published();
  const own = registry.manifests.get(repositoryOf(SITE));
  const count = () => new Set([...(own?.keys() ?? [])].filter((name) => name.startsWith("tree-"))).size;
  edit(ZONE, "storage: 200Gi", "storage: 300Gi");
  await publish();
  edit(ZONE, "storage: 200Gi", "storage: 400Gi");
  await publish();
  expect(count()).toBe(3);
  const prune = (...more: readonly string[]) =>
    runCommandHere(["prune-artifacts", "--fleet", fleet, "--region", "guangdong", ...more]);
  const followed = stateOf(registry);
  expect((await prune("--keep", "2", "--dry-run")).stdout).toMatch(
    new RegExp(`guangdong: 1 artifact would go, of 1 old delivery; 2 kept\n  ${SITE}@sha256:[0-9a-f]{64}\n`),
  );
  expect(count()).toBe(3);
  expect((await prune("--keep", "2")).stdout).toBe("guangdong: 1 artifact removed, of 1 old delivery; 2 kept\n");
  expect(count()).toBe(2);
  expect(stateOf(registry)).toEqual(followed);
  expect((await prune()).stdout).toBe("guangdong: 0 artifacts removed, of 0 old deliveries; 2 kept\n");
  expect((await prune("--keep", "none")).code).toBe(2);
});

test("A region that goes back to Git tells so to every cluster once, by the root that it follows, and then is silent", async () => {
  const { registry, publish, edit } = await published();
  edit(REGION, "delivery: { engine: flux, source: oci }", "delivery: flux");
  expect((await publish()).stdout).toMatch(/artifacts: \d+ pushed, 0 there already, 3 roots moved/);
  for (const path of ["hub/delivery", SITE]) {
    const texts = [...artifactFiles(registry, repositoryOf(path), "main")];
    const root = texts.find(([name]) => name.endsWith("kustomization_flux-system_flotilla.yaml"))?.[1] ?? "";
    expect(load(root)).toMatchObject({ spec: { sourceRef: { kind: "GitRepository", name: "flotilla" } } });
    const source = texts.find(([name]) => name.endsWith("gitrepository_flux-system_flotilla.yaml"))?.[1] ?? "";
    // Said aloud: whoever applied the first objects by hand has said the contrary.
    expect(load(source)).toMatchObject({ spec: { suspend: false } });
  }
  edit(ZONE, "storage: 200Gi", "storage: 300Gi");
  expect((await publish()).stdout).not.toContain("artifacts");
  // The record of the region with what it refers to, and that of the centre, which there is none of.
  expect(registry.requests.map(({ method }) => method)).toEqual(["GET", "GET", "GET"]);
});

test("Without the key that clusters ask for, nothing is committed", async () => {
  const registry = await startTestRegistry();
  const { publicKey } = generateKeyPairSync("ec", {
    namedCurve: "prime256v1",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const changes = files(registry);
  const keys = `  keys:\n    - |\n${publicKey.trim().replace(/^/gm, "      ")}\n`;
  const fleet = fleetOnDisk({
    ...changes,
    [FLEET]: `${textOf(FLEET)}artifacts:\n  url: oci://${registry.host}/fleet\n${keys}`,
  });
  const base = folderWith();
  const { code, stderr } = await runCommandHere(["publish", "--fleet", fleet, "--to", base]);
  expect(code).toBe(1);
  expect(stderr).toContain("guangdong: oci/signing-key: artifacts.keys of sites/fleet.yaml asks for signatures");
  expect(registry.requests).toEqual([]);
  expect(existsSync(join(base, "guangdong.git"))).toBe(false);
});

test("A repository behind a URL is delivered and rolled back alike", async () => {
  const registry = await startTestRegistry();
  const fleet = fleetOnDisk(files(registry));
  const root = workspace();
  process.env["XDG_CACHE_HOME"] = join(root, "cache");
  hostRepository(join(root, "guangdong.git"), true);
  hostRepository(join(root, "centre.git"), true);
  const { url } = await serveGit(root);
  const run = (...args: readonly string[]) => runCommandHere([...args, "--fleet", fleet]);
  const first = await run("publish", "--to", url);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  const before = stateOf(registry);
  const commit = git(join(root, "guangdong.git"), "rev-parse", "main").trim();
  writeFileSync(join(fleet, ZONE), (files(registry)[ZONE] as string).replaceAll("storage: 200Gi", "storage: 300Gi"));
  expect((await run("publish", "--to", url)).stdout).toMatch(/artifacts: 2 pushed/);
  // Another machine, which has nothing of the history.
  process.env["XDG_CACHE_HOME"] = join(root, "another-cache");
  const back = await run("rollback", "guangdong", "--in", url, "--to", commit);
  expect(back).toMatchObject({ code: 0, stderr: "" });
  const after = stateOf(registry);
  for (const map of [before, after]) map.delete(repositoryOf("record"));
  expect(after).toEqual(before);
});
