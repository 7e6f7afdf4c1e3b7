/** What is signed here is what cosign itself takes, out of a real registry. */

import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ArtifactRegistry, startArtifactRegistry } from "../../lab/servers/artifact-registry.ts";
import { programOf } from "../../lab/servers/programs.ts";
import { openScratch } from "../../lab/servers/scratch.ts";
import { artifactOf } from "../../oci/artifact.ts";
import { type SigningKey, signingKeyOf } from "../../oci/signature.ts";
import { follow, store } from "../../oci/store.ts";
import { registryOf } from "../../pipeline/artifacts/registry-of.ts";
import { signingKey } from "./artifacts.ts";

const run = promisify(execFile);
const folder = openScratch();
let registry: ArtifactRegistry;

beforeAll(async () => {
  registry = await startArtifactRegistry(folder);
});

afterAll(() => registry?.stop());

/** A private key, and the file of its public half. */
function keyPair(name: string): { readonly key: SigningKey; readonly file: string } {
  const made = signingKey(folder, name);
  const file = join(folder, `${name}.pub`);
  writeFileSync(file, made.publicKey);
  return { key: signingKeyOf(readFileSync(made.file, "utf8")), file };
}

const PATH = "hub/delivery";

/** Stores one artifact under its tag and as what clusters follow, signed by a key. */
async function publish(text: string, key: SigningKey | undefined): Promise<void> {
  const repository = registryOf({ url: `oci://${registry.front.host}/fleet/north` })(PATH);
  const artifact = artifactOf(new Map([["hub/delivery/a.yaml", text]]));
  const tag = `tree-${artifact.manifest.digest.slice(7, 19)}`;
  await follow(repository, (await store(repository, tag, async () => artifact, key)).digest);
}

/** What `cosign verify` says of what clusters follow; rejects where no signature is one of the key. */
async function verified(publicKey: string): Promise<unknown> {
  const local = ["--insecure-ignore-tlog=true", "--allow-http-registry=true"];
  const reference = `${registry.front.host}/fleet/north/${PATH}:main`;
  const { stdout } = await run(await programOf("cosign"), ["verify", "--key", publicKey, ...local, reference]);
  return JSON.parse(stdout);
}

test("cosign verifies an artifact by the fleet's key, and by no other", async () => {
  const [fleet, stranger] = [keyPair("fleet"), keyPair("stranger")];
  await publish("a: 1\n", fleet.key);
  expect(await verified(fleet.file)).toMatchObject([
    { critical: { identity: { "docker-reference": `${registry.front.host}/fleet/north/${PATH}` } } },
  ]);
  await expect(verified(stranger.file)).rejects.toThrow(/no matching signatures/);
}, 1_200_000);

test("cosign verifies an artifact that two keys have signed by either of them", async () => {
  const [old, next] = [keyPair("old"), keyPair("next")];
  await publish("a: 2\n", old.key);
  await expect(verified(next.file)).rejects.toThrow(/no matching signatures/);
  await publish("a: 2\n", next.key);
  for (const { file } of [old, next]) expect(await verified(file)).toHaveLength(1);
});

test("cosign finds no signature where nobody has signed", async () => {
  await publish("a: 3\n", undefined);
  await expect(verified(keyPair("nobody").file)).rejects.toThrow(/no signatures found/);
});
