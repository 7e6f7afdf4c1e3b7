/** A stack whose region is delivered by artifacts, over real gRPC, to a registry in this process. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { workspace } from "../git/fixture.ts";
import { artifactFiles } from "../oci/artifact-files.ts";
import { startTestRegistry, type TestRegistry } from "../oci/test-registry.ts";
import { ProviderProcess, type State } from "./provider-process.ts";
import { apply, commitInputs, refresh, region, type StackState, treeInputs } from "./small-region.ts";

let provider: ProviderProcess;
const cache = mkdtempSync(join(tmpdir(), "flotilla-cache-"));
beforeAll(async () => {
  process.env["XDG_CACHE_HOME"] = cache;
  provider = await ProviderProcess.start();
});
afterAll(async () => {
  await provider.end();
  rmSync(cache, { recursive: true, force: true });
});

const artifactsIn = ({ host }: TestRegistry) => ({
  url: `oci://${host}/fleet/guangdong`,
  source: "oci",
  engine: "flux",
});

async function up(remote: string, artifacts: object, old?: StackState): Promise<StackState> {
  await provider.configure();
  const trees: Record<string, State> = {};
  for (const [unit, files] of Object.entries(region.units)) {
    trees[unit] = await apply(provider, "Tree", treeInputs(remote, unit, files), old?.trees[unit]);
  }
  const digests = Object.fromEntries(Object.entries(trees).map(([unit, { outputs }]) => [unit, outputs["digest"]]));
  const inputs = { ...(await commitInputs(remote, digests, region)), artifacts };
  return { trees, commit: await apply(provider, "Commit", inputs, old?.commit) };
}

const ROOT = "fleet/guangdong/hub/delivery";

test("An update brings its commit to the registry, and the state knows the root that clusters follow", async () => {
  const registry = await startTestRegistry();
  const { commit } = await up(join(workspace(), "guangdong.git"), artifactsIn(registry));
  expect([...artifactFiles(registry, ROOT, "main").keys()]).toEqual(["hub/delivery/kustomization.yaml"]);
  expect(registry.manifests.get(ROOT)?.get(String(commit.outputs["root"]))).toEqual(
    registry.manifests.get(ROOT)?.get("main"),
  );
  expect([...artifactFiles(registry, "fleet/guangdong/sites/shenzhen/sz-02", "main").keys()]).toEqual([
    "sites/shenzhen/sz-02/30-cilium/cilium.yaml",
  ]);
});

test("A preview asks no registry", async () => {
  const registry = await startTestRegistry();
  const remote = join(workspace(), "guangdong.git");
  const inputs = { ...(await commitInputs(remote, {}, region)), artifacts: artifactsIn(registry) };
  await provider.create("Commit", inputs, true);
  expect(registry.requests).toEqual([]);
});

test("A refresh sees a root that somebody moved, and the next update puts it back", async () => {
  const registry = await startTestRegistry();
  const remote = join(workspace(), "guangdong.git");
  const state = await up(remote, artifactsIn(registry));
  const root = registry.manifests.get(ROOT);
  const good = root?.get("main") as Buffer;
  root?.set("main", registry.manifests.get("fleet/guangdong/sites/shenzhen/sz-02")?.get("main") as Buffer);
  const seen = await refresh(provider, state);
  expect(seen.commit?.inputs["artifacts"]).toMatchObject({ found: expect.stringMatching(/^sha256:/) });
  await up(remote, artifactsIn(registry), { ...seen, commit: seen.commit as State });
  expect(root?.get("main")).toEqual(good);
});

test("An update that does not reach the registry says that the commit is there, and the next one goes on", async () => {
  const registry = await startTestRegistry();
  const remote = join(workspace(), "guangdong.git");
  registry.fault = () => 403;
  await expect(up(remote, artifactsIn(registry))).rejects.toThrow(
    /the commit is there.*oci\/refused[\s\S]*run pulumi up again/,
  );
  registry.fault = undefined;
  await up(remote, artifactsIn(registry));
  expect(registry.manifests.get(ROOT)?.has("main")).toBe(true);
});
