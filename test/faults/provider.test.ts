import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type sendUnaryData, status } from "@grpc/grpc-js";
import pb from "@pulumi/pulumi/proto/provider_pb.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { providerService } from "../../stacks/provider/service.ts";
import { git, workspace } from "../git/fixture.ts";
import { ProviderProcess, type State } from "../stacks/provider-process.ts";
import { commitInputs, treeInputs } from "../stacks/small-region.ts";
import { field, framed, RawClient } from "./raw-call.ts";

const SECRET = "do-not-keep-me";
const signed = (signature: string, rest: object) => ({ "4dabf18193072939515e22adb298388d": signature, ...rest });
const secret = (value: unknown) => signed("1b47061264138c4ac30d75fd1eb44270", { value });
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const STACK = /\.[tj]s:\d+|\n\s+at /;

let provider: ProviderProcess;
const cache = mkdtempSync(join(tmpdir(), "flotilla-cache-"));
beforeAll(async () => {
  process.env["XDG_CACHE_HOME"] = cache;
  provider = await ProviderProcess.start();
});
afterAll(async () => {
  const code = await provider.end();
  rmSync(cache, { recursive: true, force: true });
  expect(code).toBe(0);
  expect(provider.log).toBe("");
});

const target = () => join(workspace(), "guangdong.git");
const hub = { "hub/delivery/kustomization.yaml": "resources: []\n" };

/** Inputs of a commit whose trees the provider has seen. */
async function checkedCommit(remote: string, files: Readonly<Record<string, string>>) {
  const tree = treeInputs(remote, "hub", files);
  await provider.check("Tree", tree);
  const { outputs } = await provider.create("Tree", tree, true);
  return commitInputs(remote, { hub: outputs["digest"] }, { units: { hub: files } });
}

describe("Bytes that are no request are answered by a status without a stack trace, and the provider goes on", () => {
  const urn = field(1, "urn:pulumi:a::b::flotilla:index:Tree::x");
  const nested = (levels: number) => {
    let value = field(3, "x");
    for (let level = 0; level < levels; level++)
      value = field(5, field(1, Buffer.concat([field(1, "a"), field(2, value)])));
    return framed(Buffer.concat([urn, field(3, field(1, Buffer.concat([field(1, "files"), field(2, value)])))]));
  };
  test.each([
    ["a message that is not protobuf", framed(Buffer.from("ffffffffffff", "hex")), status.INTERNAL],
    ["no message at all", Buffer.alloc(0), status.UNIMPLEMENTED],
    ["half a message, then the end", framed(Buffer.from("a"), 200), status.UNIMPLEMENTED],
    ["a length of 4 GiB", framed(Buffer.from("a"), 0xffff_ffff), status.RESOURCE_EXHAUSTED],
    ["a message said to be compressed", Buffer.from([1, 0, 0, 0, 1, 0]), status.INTERNAL],
    ["two messages", Buffer.concat([framed(urn), framed(urn)]), status.UNIMPLEMENTED],
    ["mappings 2,000 levels deep", nested(2_000), status.INTERNAL],
    ["mappings 100 levels deep", nested(100), status.OK],
    ["a value that is of no kind", framed(Buffer.concat([urn, field(3, field(1, field(1, "files")))])), status.OK],
  ])("%s", async (_, bytes, expected) => {
    const answer = await new RawClient(provider.port).send("Check", bytes);
    expect(answer.status).toBe(expected);
    expect(answer.message).not.toMatch(STACK);
    expect((await provider.configure()).getSupportspreview()).toBe(true);
  });

  test("half a message on a stream that stays open keeps nobody else waiting", async () => {
    const client = new RawClient(provider.port);
    expect(await client.send("Create", framed(Buffer.from("a"), 200), false)).toMatchObject({ status: "open" });
    expect(await client.send("Configure", framed(Buffer.alloc(0)))).toMatchObject({ status: status.OK });
  });

  test.each(["Invoke", "Call", "Construct", "Attach", "Nothing"])("the method %s is not there", async (method) => {
    const answer = await new RawClient(provider.port).send(method, framed(Buffer.alloc(0)));
    expect(answer.status).toBe(status.UNIMPLEMENTED);
  });
});

describe("A resource that is none of Flotilla's is refused by name", () => {
  test.each([
    ["no URN", "", 'the URN "" without a resource type'],
    ["a URN without a type", "urn:pulumi:a::b", 'the URN "urn:pulumi:a::b" without a resource type'],
    ["a type of another package", "urn:pulumi:a::b::aws:s3/bucket:Bucket::x", "resource type aws:s3/bucket:Bucket"],
    ["a name that every object has", "urn:pulumi:a::b::constructor::x", "resource type constructor"],
    ["__proto__", "urn:pulumi:a::b::__proto__::x", "resource type __proto__"],
    ["an escape of the terminal", "urn:pulumi:a::b::\x1b[31m::x", "resource type \\u001b[31m"],
  ])("%s", async (_, urn, found) => {
    await expect(provider.check("", {}, urn)).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: `found ${found}, expected one of flotilla:index:Tree, flotilla:index:Commit`,
    });
  });

  test("a type of a megabyte is told in a message of two thousand characters", async () => {
    await expect(provider.check("x".repeat(1 << 20), {})).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringMatching(/^.{2000}\.\.\.$/),
    });
  });
});

describe("Inputs that must not become content are refused with their place, in preview as in update, and nothing is kept", () => {
  const tree = () => treeInputs("r", "hub", hub);
  test.each([
    ["a secret text", { files: { "hub/a.yaml": secret(SECRET) } }, 'files["hub/a.yaml"]: found a secret'],
    ["a secret map of texts", { files: secret({ "hub/a.yaml": SECRET }) }, "files: found a secret"],
    ["a secret remote", { remote: secret(SECRET) }, "remote: found a secret"],
    ["a secret in a list", { kept: ["a", secret(SECRET)] }, "kept[1]: found a secret"],
    [
      "an output with a secret in it",
      { unit: signed("d0e6a833031e9bbcd3f4e8bde6ca49a4", { value: SECRET, secret: true }) },
      "unit: found an output",
    ],
    [
      "a value not known yet",
      { files: { "hub/a.yaml": unknown } },
      'files["hub/a.yaml"]: found a value that is known only',
    ],
    [
      "a map not known yet",
      { files: "dd056dcd-154b-4c76-9bd3-c8f88648b5ff" },
      "files: found a value that is known only",
    ],
    [
      "an asset",
      { files: { a: signed("c44067f5952c0a294b673a41bacd8c17", { text: SECRET }) } },
      'files["a"]: found an asset',
    ],
    ["a resource", { unit: signed("5cf8f73096256a8f31e491e813e4eb8e", { urn: "x" }) }, "unit: found a resource"],
    [
      "a value of a kind to come",
      { unit: signed("new", { value: SECRET }) },
      "unit: found a value of a kind that is not known",
    ],
    ["a number for text", { files: { a: 1 } }, "files.a: found 1, expected text; put the value in quotes"],
    ["a list for a map", { files: [] }, "files: found a list of 0, expected a mapping"],
    ["nothing for a map", { owners: null }, "owners: found nothing, expected a mapping"],
    ["an unknown property", { colour: SECRET }, "colour: unknown key, expected one of"],
    [
      "a URL with a password",
      { remote: `https://bob:${SECRET}@h.example/a` },
      'remote: found "https://h.example/a", expected a URL without',
    ],
  ])("%s", async (_, wrong, fault) => {
    const inputs = { ...tree(), ...wrong };
    const { failures } = await provider.check("Tree", inputs);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.reason).toContain(fault);
    expect(JSON.stringify(failures)).not.toContain(SECRET);
    for (const preview of [true, false]) {
      await expect(provider.create("Tree", inputs, preview)).rejects.toMatchObject({
        code: status.INVALID_ARGUMENT,
        details: expect.stringMatching(
          /^found inputs that are no content(?![\s\S]*do-not-keep-me)[\s\S]*next: correct them/,
        ),
      });
    }
  });

  // The engine prints the value of a property that a failure names (pulumi pkg/resource/deploy, issueCheckFailures).
  test("a failure names its property in words alone, as the engine would print the value of a named one", async () => {
    const { failures } = await provider.check("Tree", { ...tree(), remote: `https://${SECRET}@h.example/a`, unit: 1 });
    expect(failures.map(({ property }) => property)).toEqual(["", ""]);
  });

  // It did not: the engine then sends a secret as plain text, and it went into a commit.
  test("secrets are asked for as such, so that they can be told from texts", async () => {
    expect((await provider.configure()).getAcceptsecrets()).toBe(true);
  });

  test("a secret in what an older version recorded stops a refresh, and is not handed out as text", async () => {
    const old = { id: "x", inputs: { ...tree(), files: { a: secret(SECRET) } }, outputs: { digest: "0" } } as State;
    await expect(provider.read("Tree", old)).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: expect.stringMatching(
        /^the recorded inputs(?![\s\S]*do-not-keep-me)[\s\S]*run pulumi up without --refresh/,
      ),
    });
  });

  test("a key __proto__ is refused, where a reader would lose it", async () => {
    const request = new pb.CheckRequest();
    request.setUrn("urn:pulumi:a::b::flotilla:index:Tree::x");
    const lost = field(1, Buffer.concat([field(1, "__proto__"), field(2, field(3, "x"))]));
    const news = field(2, field(1, Buffer.concat([field(1, "files"), field(2, field(5, lost))])));
    const bytes = framed(Buffer.concat([request.serializeBinary(), news]));
    const answer = await new RawClient(provider.port).send("Create", bytes);
    expect(answer).toMatchObject({ status: status.INVALID_ARGUMENT });
  });

  test("ten thousand wrong texts are told in twenty-one lines", async () => {
    const files = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`hub/${index}.yaml`, index]));
    const { failures } = await provider.check("Tree", { ...tree(), files });
    expect(failures).toHaveLength(21);
    expect(failures.at(-1)?.reason).toBe("and 9980 more");
  });

  test("an import without recorded inputs is told what takes its place", async () => {
    const nothing = { id: "guangdong/hub", inputs: {}, outputs: {} };
    await expect(provider.read("Tree", nothing)).rejects.toThrow("pulumi up takes over what is on the branch");
    await expect(provider.delete("Commit", nothing)).rejects.toThrow("found no recorded inputs");
  });
});

describe("What a commit names is refused where it leads out of the repository or to a program", () => {
  test.each(["../x", "/etc/x", ".git/hooks/post-update", "hub/../../x", "hub/.GIT/x", "hub//x", "hub/a\0b", ""])(
    "the path %j",
    async (path) => {
      const remote = target();
      const inputs = await checkedCommit(remote, { [path]: "x" });
      await expect(provider.create("Commit", inputs)).rejects.toMatchObject({
        code: status.FAILED_PRECONDITION,
        details: expect.stringMatching(/git\/path[\s\S]*next: /),
      });
      expect(existsSync(remote) ? git(remote, "for-each-ref") : "").toBe("");
    },
  );

  test.each([
    ["a branch that is an option", { branch: "--upload-pack=touch ran" }],
    ["a branch that leaves refs/heads", { branch: "../../config" }],
    ["a remote that names a program", { remote: "ext::sh -c touch% ran" }],
  ])("%s", async (_, wrong) => {
    const remote = target();
    const inputs = { ...(await checkedCommit(remote, hub)), ...wrong };
    const outcome = await provider.create("Commit", inputs).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: status.FAILED_PRECONDITION });
    expect((outcome as Error).message).not.toMatch(STACK);
    expect(existsSync("ran")).toBe(false);
  });
});

test("a fault of the provider itself is told as one, without a stack trace", async () => {
  const broken = () => {
    throw new TypeError("x is not a function");
  };
  const handler = { check: broken } as never;
  const { check } = providerService(() => ({ "flotilla:index:Tree": handler }), "0");
  const request = new pb.CheckRequest();
  request.setUrn("urn:pulumi:a::b::flotilla:index:Tree::x");
  const answer = await new Promise((resolve) => {
    const done: sendUnaryData<unknown> = (error) => resolve(error);
    (check as (call: unknown, done: unknown) => void)({ request }, done);
  });
  expect(answer).toEqual({
    code: status.INTERNAL,
    message: "unexpected: x is not a function\n  this is a fault of Flotilla; FLOTILLA_DEBUG=1 shows where",
  });
});
