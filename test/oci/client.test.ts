/** How a registry is asked: credentials, tries, and what is said when it does not answer. */

import { expect, onTestFinished, test } from "vitest";
import { parseAddress } from "../../oci/address.ts";
import { artifactOf } from "../../oci/artifact.ts";
import { RegistryClient } from "../../oci/client.ts";
import { OciError } from "../../oci/oci-error.ts";
import { ArtifactRepository } from "../../oci/repository.ts";
import { folderWith } from "../folder-with.ts";
import { startTestRegistry, type TestRegistry } from "./test-registry.ts";

const artifact = artifactOf(new Map([["hub/a.yaml", "a: 1\n"]]));
const ACCOUNT = "fleet:s3cret";
const encoded = Buffer.from(ACCOUNT).toString("base64");

function repositoryIn({ host }: TestRegistry): ArtifactRepository {
  const url = `oci://${host}/fleet/north/hub`;
  return new ArtifactRepository(new RegistryClient(parseAddress(url)), url);
}

function logIn(config: unknown): void {
  const before = process.env["DOCKER_CONFIG"];
  process.env["DOCKER_CONFIG"] = folderWith({ "config.json": JSON.stringify(config) });
  onTestFinished(() => {
    if (before === undefined) delete process.env["DOCKER_CONFIG"];
    else process.env["DOCKER_CONFIG"] = before;
  });
}

test.each(["basic", "bearer"] as const)(
  "A registry that asks for credentials (%s) gets those of `docker login`",
  async (scheme) => {
    const registry = await startTestRegistry();
    registry.login = { scheme, account: ACCOUNT };
    logIn({ auths: { [registry.host]: { auth: encoded } } });
    const repository = repositoryIn(registry);
    await repository.push(artifact, "main");
    expect(await repository.find("main")).toBe(artifact.manifest.digest);
    const bySecret = registry.requests.filter(({ authorization }) => authorization === `Basic ${encoded}`);
    expect(bySecret.every(({ path }) => scheme === "basic" || path === "/token")).toBe(true);
  },
);

test("Without credentials, and with wrong ones, it is said what to do, and nothing of them", async () => {
  const registry = await startTestRegistry();
  registry.login = { scheme: "bearer", account: ACCOUNT };
  logIn({ auths: { [registry.host]: { auth: Buffer.from("fleet:wr0ng-s3cret").toString("base64") } } });
  const error = await repositoryIn(registry)
    .push(artifact, "main")
    .catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(OciError);
  expect(error).toMatchObject({ code: "oci/refused", hint: expect.stringContaining(`docker login ${registry.host}`) });
  expect(String(error)).not.toMatch(/wr0ng/);
});

test("What fails for a moment is tried again, and what is wrong is not", async () => {
  const registry = await startTestRegistry();
  let failures = 2;
  registry.fault = ({ method }) => (method === "PUT" && failures-- > 0 ? 503 : undefined);
  const repository = repositoryIn(registry);
  await repository.push(artifact, "main");
  expect(await repository.find("main")).toBe(artifact.manifest.digest);
  registry.requests.length = 0;
  registry.fault = ({ method }) => (method === "HEAD" ? 400 : undefined);
  await expect(repository.find("other")).rejects.toThrow(/answers the HEAD of other with 400/);
  expect(registry.requests.length).toBe(1);
});

test("A registry that is not there is told by its address, without a stack", async () => {
  const url = "oci://127.0.0.1:9/fleet/north/hub";
  const repository = new ArtifactRepository(new RegistryClient(parseAddress(url)), url);
  const error = await repository.find("main").catch((cause: unknown) => cause);
  expect(error).toMatchObject({
    code: "oci/unreachable",
    message: expect.stringMatching(/^127\.0\.0\.1:9 cannot be asked: /),
  });
});

test("A tag is seen only once all that it refers to is there", async () => {
  const registry = await startTestRegistry();
  await repositoryIn(registry).push(artifact, "main");
  const order = registry.requests.filter(({ method }) => method === "PUT").map(({ path }) => path);
  expect(order.at(-1)).toMatch(/\/manifests\/main$/);
});

test("Content that is there is not sent again", async () => {
  const registry = await startTestRegistry();
  const repository = repositoryIn(registry);
  await repository.push(artifact, "main");
  registry.requests.length = 0;
  await repository.push(artifact, "main");
  expect(registry.requests.filter(({ method }) => method !== "HEAD").map(({ method }) => method)).toEqual(["PUT"]);
});

test("A blob with other bytes than its digest says is refused", async () => {
  const registry = await startTestRegistry();
  const repository = repositoryIn(registry);
  await repository.push(artifact, "main");
  const digest = artifact.blobs[1]?.digest ?? "";
  registry.blobs.set(digest, Buffer.from("poison"));
  await expect(repository.blob(digest)).rejects.toThrow(/with other bytes/);
});

test("A manifest with other bytes than the digest that it was asked by is refused", async () => {
  const registry = await startTestRegistry();
  const repository = repositoryIn(registry);
  await repository.push(artifact, "main");
  const { digest } = artifact.manifest;
  registry.manifests.get("fleet/north/hub")?.set(digest, Buffer.from('{"mediaType":"poison"}'));
  await expect(repository.manifest(digest)).rejects.toThrow(/with other bytes/);
});

test("What many ask for at once takes one token, and a token that is too old is renewed", async () => {
  const registry = await startTestRegistry();
  registry.login = { scheme: "bearer", account: ACCOUNT };
  logIn({ auths: { [registry.host]: { auth: encoded } } });
  const repository = repositoryIn(registry);
  const tokens = () => registry.requests.filter(({ path }) => path === "/token").length;
  await Promise.all(["a", "b", "c", "d"].map((tag) => repository.find(tag)));
  expect(tokens()).toBe(1);
  registry.token = "next-token";
  expect(await repository.find("a")).toBeUndefined();
  expect(tokens()).toBe(2);
});
