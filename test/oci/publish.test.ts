/** A fleet whose region is delivered by artifacts: from its files to what a registry holds. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { runCommandHere } from "../cli/run.ts";
import { fleetOnDisk, smallFleet } from "../fleet-on-disk.ts";
import { folderWith } from "../folder-with.ts";
import { artifactFiles } from "./artifact-files.ts";
import { startTestRegistry, type TestRegistry } from "./test-registry.ts";

const ZONE = "sites/guangdong/shenzhen.yaml";
const REGION = "sites/guangdong/region.yaml";
const FLEET = "sites/fleet.yaml";
const PLATFORM = "hub/platform";
const SITE = "sites/shenzhen/sz-nanshan-01";

const textOf = (file: string) => smallFleet()[file] as string;

/** Two sites of metal, of which the hub keeps objects, and the address of a registry. */
function files(registry: TestRegistry) {
  const site = textOf(ZONE).slice(textOf(ZONE).indexOf("  - name:"));
  const second = site
    .replaceAll("sz-nanshan-01", "sz-nanshan-02")
    .replaceAll("10.44.12.", "10.44.13.")
    .replace("vlan: 112", "vlan: 113")
    .replace("b4c04f4e3332", "b4c04f4e3333")
    .replace("02:44:0c:00:00:01", "02:44:0c:00:00:02")
    .replace("10.44.255.11", "10.44.255.12");
  const onMetal = (text: string) => text.replace("profile: edge-k3s@1.0.0", "profile: edge-metal3@1.0.0");
  return {
    [FLEET]: `${textOf(FLEET)}artifacts: oci://${registry.host}/fleet\n`,
    [REGION]: textOf(REGION).replace("delivery: flux", "delivery: { engine: flux, source: oci }"),
    [ZONE]: textOf(ZONE) + second,
    onMetal,
  };
}

async function published() {
  const registry = await startTestRegistry();
  const { onMetal: _, ...changes } = files(registry);
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
