/** What of a repository comes to a registry, and what is said when it cannot, from commits made by hand. */

import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pruneArtifacts } from "../../pipeline/artifacts/prune.ts";
import { git } from "../git/fixture.ts";
import { regionRepository, SITE } from "./region-repository.ts";
import type { TestRegistry } from "./test-registry.ts";

const OF_SITE = `fleet/north/${SITE}`;
const RECORD = "fleet/north/record";

const manifestsOf = ({ manifests }: TestRegistry, repository: string) => {
  const own = manifests.get(repository);
  if (!own) throw new Error(`there is no ${repository}`);
  return own;
};

test("A file that the repository lost is told, and nothing of its folder is packed without it", async () => {
  const { registry, remote, commit, deliver } = await regionRepository();
  commit("content: 1\n");
  const blob = git(remote, "rev-parse", `main:${SITE}/cluster.yaml`).trim();
  rmSync(join(remote, "objects", blob.slice(0, 2), blob.slice(2)));
  await expect(deliver()).rejects.toMatchObject({ code: "git/missing-object", message: expect.stringContaining(blob) });
  expect(registry.manifests.get(OF_SITE)).toBeUndefined();
});

test("Another root of the same commit is delivered as well, such as after a registry lost what the first one pins", async () => {
  const { registry, remote, commit, deliver, pinned } = await regionRepository();
  commit("content: 1\n");
  await deliver();
  const before = pinned().digest;
  // The same content as another zlib packs it.
  const own = manifestsOf(registry, OF_SITE);
  const manifest = own.get(before)?.toString() ?? "";
  own.clear();
  const other = Buffer.from(manifest.replace("{", '{"annotations":{"packed":"otherwise"},'));
  const tag = `tree-${git(remote, "rev-parse", `main:${SITE}`).trim()}`;
  await fetch(`http://${registry.host}/v2/${OF_SITE}/manifests/${tag}`, { method: "PUT", body: other });
  expect((await deliver())?.moved).toBe(1);
  expect(pinned().digest).not.toBe(before);
  expect(own.get(pinned().digest)?.toString()).toBe(other.toString());
  expect((await deliver())?.moved).toBe(0);
});

test("The page of a proxy in place of a manifest is told as that, and moves nothing", async () => {
  const { registry, commit, deliver, pinned } = await regionRepository();
  commit("content: 1\n");
  await deliver();
  const before = pinned().digest;
  commit("content: 2\n");
  for (const part of ["/record/manifests/main", "/hub/delivery/manifests/main", "/manifests/tree-"]) {
    registry.fault = ({ path }) => (path.includes(part) ? "<html>Please log in</html>" : undefined);
    await expect(deliver()).rejects.toMatchObject({
      code: "oci/answer",
      message: expect.stringMatching(/answers the .* with what is no JSON object\.$/),
    });
  }
  registry.fault = undefined;
  expect(pinned().digest).toBe(before);
});

test("A list of deliveries that another version wrote stops a delivery: what it says of held sites would be lost", async () => {
  const { registry, commit, deliver } = await regionRepository();
  commit("content: 1\n");
  await deliver();
  commit("content: 2\n", true);
  spoil(registry, "main");
  await expect(deliver()).rejects.toMatchObject({ code: "oci/record", hint: expect.stringContaining("later one") });
});

/** Has the list under a tag be of a version that is not known. */
function spoil(registry: TestRegistry, tag: string): void {
  const { layers } = registry.manifest(RECORD, tag) as { layers: { digest: string }[] };
  const digest = layers[0]?.digest ?? "";
  const text = registry.blobs.get(digest)?.toString().replace('"version":1', '"version":9') ?? "";
  const { manifests } = registry;
  const bytes = Buffer.from(text);
  const other = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  registry.blobs.set(other, bytes);
  const own = manifestsOf({ ...registry, manifests }, RECORD);
  own.set(tag, Buffer.from(own.get(tag)?.toString().replace(digest, other) ?? ""));
}

test("Pruning refuses where a list that stays cannot be read, and leaves an old one alone that it cannot read", async () => {
  const { registry, url, commit, deliver } = await regionRepository();
  for (const text of ["content: 1\n", "content: 2\n", "content: 3\n"]) {
    commit(text);
    await deliver();
  }
  const own = manifestsOf(registry, RECORD);
  const before = new Map(own);
  const tags = [...own.keys()].filter((name) => name.startsWith("at-")).sort();
  const prune = () => pruneArtifacts({ url, keep: 2, isDry: false });
  const kept = [...manifestsOf(registry, OF_SITE).keys()];
  const newest = tags.find((tag) => own.get(tag)?.equals(own.get("main") ?? Buffer.alloc(0)));
  for (const tag of ["main", newest ?? ""]) {
    spoil(registry, tag);
    await expect(prune()).rejects.toMatchObject({ code: "oci/record" });
    for (const [name, bytes] of before) own.set(name, bytes);
  }
  own.delete("main");
  await expect(prune()).rejects.toMatchObject({
    code: "oci/record",
    hint: expect.stringContaining("flotilla publish"),
  });
  for (const [name, bytes] of before) own.set(name, bytes);
  expect([...manifestsOf(registry, OF_SITE).keys()]).toEqual(kept);
  const oldest = tags.filter((tag) => tag !== newest)[0] ?? "";
  spoil(registry, oldest);
  expect(await prune()).toEqual({ kept: 2, removed: 0, artifacts: [] });
  expect(own.has(oldest)).toBe(true);
  for (const [name, bytes] of before) own.set(name, bytes);
  expect(await prune()).toMatchObject({ kept: 2, removed: 1 });
});
