import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { status } from "@grpc/grpc-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commitByHand, fsck, git, tipFiles, workspace } from "../git/fixture.ts";
import { serveGit } from "../git/http-server.ts";
import { ProviderProcess, type State } from "./provider-process.ts";
import { commitInputs, refresh, region, type StackState, treeInputs, up, withFile } from "./small-region.ts";

const cilium = "sites/shenzhen/sz-01/30-cilium/cilium.yaml";
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// One process serves all tests, as each operation begins again with its configuration.
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

async function published() {
  const remote = join(workspace(), "guangdong.git");
  return { remote, state: await up(provider, remote, region) };
}

/** The state after a refresh that found everything still there. */
async function refreshed(state: StackState): Promise<StackState> {
  const { trees, commit } = await refresh(provider, state);
  return { trees, commit: commit as State };
}

test("check names each property that is wrong, and what was expected, and keeps the inputs", async () => {
  const inputs = { ...treeInputs("out/gd.git", "hub", {}), files: { "hub/a.yaml": 1 }, colour: "red" };
  const answer = await provider.check("Tree", inputs);
  expect(answer.inputs).toEqual(inputs);
  expect(answer.failures.map(({ reason }) => reason)).toEqual([
    "files.hub/a.yaml: found 1, expected text; put the value in quotes",
    "colour: unknown key, expected one of remote, branch, fleet, repository, unit, files, owners, kept; remove it",
  ]);
});

test("a difference is told file by file in Pulumi's property paths", async () => {
  const old = await provider.create("Tree", treeInputs("r", "hub", { "hub/a.yaml": "1", "hub/b.yaml": "1", c: "1" }));
  const inputs = treeInputs("elsewhere", "hub", { "hub/a.yaml": "2", c: "1", 'hub/"d".yaml': "1" });
  expect(await provider.diff("Tree", old, inputs)).toEqual({
    'files["hub/a.yaml"]': "UPDATE",
    'files["hub/b.yaml"]': "DELETE",
    'files["hub/\\"d\\".yaml"]': "ADD",
  });
});

test("a preview knows digests, leaves the commit open and writes nothing", async () => {
  const remote = join(workspace(), "guangdong.git");
  const tree = await provider.create("Tree", treeInputs(remote, "hub", region.units["hub"] ?? {}), true);
  expect(tree.outputs["digest"]).toMatch(/^[0-9a-f]{64}$/);
  const inputs = await commitInputs(remote, { hub: tree.outputs["digest"] }, region);
  const commit = await provider.create("Commit", inputs, true);
  const { trees, ...others } = commit.outputs;
  expect(trees).toEqual(inputs["trees"]);
  expect(others).toEqual(
    Object.fromEntries(["commit", "deleted", "outcome", "removals"].map((name) => [name, unknown])),
  );
  expect((await provider.update("Commit", commit, inputs, true)).outputs["commit"]).toBe(unknown);
  expect(existsSync(remote)).toBe(false);
});

test("all trees become one commit, each file with its construct in the inventory and whether its object is kept", async () => {
  const { remote, state } = await published();
  expect(fsck(remote)).toBe("");
  expect(git(remote, "rev-list", "main")).toBe(state.commit.outputs["commit"]);
  expect(tipFiles(remote)).toEqual([
    ".flotilla/inventory.json",
    ".flotilla/provenance.json",
    "README.md",
    "hosts/4c4c4544/config.yaml",
    "hub/delivery/kustomization.yaml",
    "hub/sites/shenzhen/sz-01/cluster.yaml",
    cilium,
    "sites/shenzhen/sz-02/30-cilium/cilium.yaml",
  ]);
  const inventory = JSON.parse(git(remote, "show", "main:.flotilla/inventory.json"));
  expect(inventory.files["hosts/4c4c4544/config.yaml"].construct).toBe("panji/guangdong/shenzhen/sz-01/sz-01-a");
  expect(inventory.files[cilium].construct).toBe("panji/guangdong/shenzhen/sz-01");
  expect(inventory.files["hub/delivery/kustomization.yaml"].construct).toBe("panji/guangdong/hub");
  expect(inventory.files["README.md"].construct).toBe("panji/guangdong");
  const kept = Object.keys(inventory.files).filter((path) => inventory.files[path].kept === true);
  expect(kept).toEqual(["hub/sites/shenzhen/sz-01/cluster.yaml"]);
  expect(Object.keys(inventory.sites)).toEqual(["sz-01", "sz-02"]);
});

test("a new source commit alone changes nothing", async () => {
  const { remote, state } = await published();
  const again = await up(provider, remote, { ...region, readme: "made from commit 2\n" }, state);
  expect(again.commit).toBe(state.commit);
});

test("a commit that finds everything in place already takes what is there", async () => {
  const { remote, state } = await published();
  const again = await up(provider, remote, { ...region, readme: "made from commit 2\n" });
  expect(again.commit.outputs).toEqual({ ...state.commit.outputs, outcome: "unchanged" });
});

test("a changed file changes its tree and the commit, and no other tree", async () => {
  const { remote, state } = await published();
  const next = await up(provider, remote, withFile("shenzhen/sz-01", cilium, "kind: HelmRelease # 2\n"), state);
  expect(next.trees["shenzhen/sz-02"]).toBe(state.trees["shenzhen/sz-02"]);
  expect(git(remote, "rev-list", "main").split("\n")).toEqual([
    next.commit.outputs["commit"],
    state.commit.outputs["commit"],
  ]);
  expect(git(remote, "diff", "--name-only", "main~1", "main", "--", "hub", "sites", "hosts")).toBe(cilium);
});

test("a refresh of an untouched repository changes nothing", async () => {
  const { state } = await published();
  const after = await refresh(provider, state);
  expect(after).toEqual(state);
});

test("files that somebody edited, deleted or added show in a refresh, and the next update repairs them", async () => {
  const { remote, state } = await published();
  const tip = commitByHand(remote, {
    [cilium]: "kind: Edited\n",
    "sites/shenzhen/sz-02/30-cilium/cilium.yaml": undefined,
    "sites/shenzhen/sz-02/30-cilium/added.yaml": "kind: Added\n",
    "hub/strange/added.yaml": "kind: Added\n",
    "notes.txt": "not Flotilla's\n",
  });
  const after = await refreshed(state);
  expect(after.trees["shenzhen/sz-01"]?.inputs["files"]).toMatchObject({ [cilium]: "kind: Edited\n" });
  expect(after.trees["shenzhen/sz-02"]?.inputs["files"]).toEqual({
    "sites/shenzhen/sz-02/30-cilium/added.yaml": "kind: Added\n",
  });
  expect(after.trees["hub"]?.inputs["files"]).toMatchObject({ "hub/strange/added.yaml": "kind: Added\n" });
  expect(after.commit.outputs["commit"]).toBe(tip);
  expect(Object.keys(await provider.diff("Commit", after.commit, state.commit.inputs))).toEqual([
    'trees["hub"]',
    'trees["shenzhen/sz-01"]',
    'trees["shenzhen/sz-02"]',
  ]);

  const repaired = await up(provider, remote, region, after);
  expect(repaired.commit.outputs).toMatchObject({ outcome: "published", trees: state.commit.outputs["trees"] });
  expect(git(remote, "show", `main:${cilium}`)).toBe("kind: HelmRelease");
  expect(tipFiles(remote)).not.toContain("hub/strange/added.yaml");
  expect(tipFiles(remote)).toContain("notes.txt");
});

test("what somebody changed after the last refresh is not written over", async () => {
  const { remote, state } = await published();
  commitByHand(remote, { [cilium]: "kind: Edited\n" });
  const after = await refreshed(state);
  const tip = commitByHand(remote, { "hub/delivery/kustomization.yaml": "kind: Edited\n" });
  await expect(up(provider, remote, region, after)).rejects.toMatchObject({
    code: status.FAILED_PRECONDITION,
    details: expect.stringMatching(
      /hub\/delivery\/kustomization.yaml was edited by hand[\s\S]*next: run pulumi refresh/,
    ),
  });
  expect(git(remote, "rev-parse", "main")).toBe(tip);
});

test("without a refresh nothing that somebody edited is written over", async () => {
  const { remote, state } = await published();
  const tip = commitByHand(remote, { [cilium]: "kind: Edited\n" });
  const changed = withFile("hub", "hub/delivery/more.yaml", "kind: ConfigMap\n");
  await expect(up(provider, remote, changed, state)).rejects.toThrow(`${cilium} was edited by hand`);
  expect(git(remote, "rev-parse", "main")).toBe(tip);
});

test("a new stack does not take over files that somebody edited", async () => {
  const { remote } = await published();
  commitByHand(remote, { [cilium]: "kind: Edited\n" });
  await expect(up(provider, remote, region)).rejects.toThrow(`${cilium} was edited by hand`);
});

test("a refresh of a repository that is gone tells so and makes none", async () => {
  const { state } = await published();
  const remote = join(workspace(), "missing.git");
  const moved = (each: State): State => ({ ...each, inputs: { ...each.inputs, remote } });
  const trees = Object.fromEntries(Object.entries(state.trees).map(([unit, each]) => [unit, moved(each)]));
  expect(await refresh(provider, { trees, commit: moved(state.commit) })).toEqual({ trees: {}, commit: undefined });
  expect(existsSync(remote)).toBe(false);
});

test("an inventory that somebody broke leaves each tree the files that it had", async () => {
  const { remote, state } = await published();
  commitByHand(remote, { ".flotilla/inventory.json": "{" });
  const after = await refreshed(state);
  expect(after.trees).toEqual(state.trees);
  expect(after.commit.outputs["trees"]).toEqual({});
  await up(provider, remote, region, after);
  expect((await refreshed(state)).trees).toEqual(state.trees);
});

test("a tree that a run leaves out is taken from the branch when it is still there", async () => {
  const { remote, state } = await published();
  await provider.configure();
  const text = "resources: [] # 2\n";
  const hub = treeInputs(remote, "hub", { "hub/delivery/kustomization.yaml": text });
  await provider.check("Tree", hub);
  const { outputs } = await provider.update("Tree", state.trees["hub"] as State, hub);
  const trees = { ...(state.commit.inputs["trees"] as object), hub: outputs["digest"] };
  const inputs = await commitInputs(remote, trees, region);
  await provider.update("Commit", state.commit, inputs);
  expect(git(remote, "show", "main:hub/delivery/kustomization.yaml")).toBe(text.trim());
  expect(tipFiles(remote)).toContain(cilium);
});

test("a tree that is neither in the run nor on the branch is reported by its construct", async () => {
  const { remote, state } = await published();
  await provider.configure();
  const inputs = await commitInputs(remote, { "shenzhen/sz-09": "0".repeat(64) }, region);
  await expect(provider.update("Commit", state.commit, inputs)).rejects.toMatchObject({
    code: status.FAILED_PRECONDITION,
    details: expect.stringMatching(/panji\/guangdong\/shenzhen\/sz-09 .* run pulumi up without --target$/),
  });
});

test("a repository that another publish changed after the rules looked at it is left alone", async () => {
  const { remote, state } = await published();
  const stale = state.commit.inputs["judged"];
  const changed = await up(provider, remote, withFile("shenzhen/sz-01", cilium, "kind: HelmRelease # 2\n"), state);
  const inputs = { ...changed.commit.inputs, trees: state.commit.inputs["trees"], judged: stale };
  await provider.check("Tree", state.trees["shenzhen/sz-01"]?.inputs ?? {});
  await expect(provider.update("Commit", changed.commit, inputs)).rejects.toThrow("run pulumi up again");
  expect(git(remote, "rev-parse", "main")).toBe(changed.commit.outputs["commit"]);
});

test("nothing is destroyed unless the state says that it may be", async () => {
  const { remote, state } = await published();
  await expect(provider.delete("Commit", state.commit)).rejects.toMatchObject({
    code: status.FAILED_PRECONDITION,
    details: expect.stringContaining("pulumi config set flotilla:allowDestroy true"),
  });
  expect(git(remote, "rev-parse", "main")).toBe(state.commit.outputs["commit"]);
});

test("destroying empties the owned part, keeps the rest, and may be done twice", async () => {
  const { remote, state } = await published();
  commitByHand(remote, { "notes.txt": "not Flotilla's\n" });
  const allowed = await up(provider, remote, { ...region, allowDestroy: true }, state);
  for (const _ of [1, 2]) {
    await provider.configure();
    await provider.delete("Commit", allowed.commit);
    for (const tree of Object.values(allowed.trees)) await provider.delete("Tree", tree);
    expect(tipFiles(remote)).toEqual([".flotilla/inventory.json", "notes.txt"]);
  }
});

test("destroying does not delete what somebody changed since", async () => {
  const { remote, state } = await published();
  const allowed = await up(provider, remote, { ...region, allowDestroy: true }, state);
  commitByHand(remote, { [cilium]: "kind: Edited\n" });
  await provider.configure();
  await expect(provider.delete("Commit", allowed.commit)).rejects.toThrow(`${cilium} was edited by hand`);
});

test("a fault of Git is reported with its next step and without a stack", async () => {
  const { state } = await published();
  const { trees } = state;
  const hub = { ...trees["hub"], inputs: { ...trees["hub"]?.inputs, remote: import.meta.dirname } } as State;
  const answer = provider.read("Tree", hub);
  await expect(answer).rejects.toMatchObject({
    code: status.FAILED_PRECONDITION,
    details: expect.stringMatching(/git\/not-a-repository[\s\S]*next: /),
  });
  await expect(answer).rejects.not.toThrow(/\.ts:\d/);
});

test("an unknown resource type is reported with the known ones", async () => {
  await expect(provider.check("Forest", {})).rejects.toThrow(
    "found resource type flotilla:index:Forest, expected one of flotilla:index:Tree, flotilla:index:Commit",
  );
});

test("the provider ends when the engine lets go of it", async () => {
  const own = await ProviderProcess.start();
  expect(await own.end()).toBe(0);
});

test("a repository behind a URL is published, refreshed and repaired alike", async () => {
  const folder = workspace();
  git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "guangdong.git");
  git(join(folder, "guangdong.git"), "config", "http.receivepack", "true");
  const { url } = await serveGit(folder);
  const remote = `${url}/guangdong.git`;
  const state = await up(provider, remote, region);
  commitByHand(join(folder, "guangdong.git"), { [cilium]: "kind: Edited\n" });
  const after = await refreshed(state);
  expect(after.trees["shenzhen/sz-01"]?.inputs["files"]).toMatchObject({ [cilium]: "kind: Edited\n" });
  await up(provider, remote, region, after);
  expect(git(join(folder, "guangdong.git"), "show", `main:${cilium}`)).toBe("kind: HelmRelease");
});
