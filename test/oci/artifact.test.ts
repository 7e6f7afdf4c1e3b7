import { generateKeyPairSync, verify } from "node:crypto";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { artifactOf } from "../../oci/artifact.ts";
import { digestOf } from "../../oci/digest.ts";
import { isSignedBy, signatureBeside, signatureOf, signatureTag, signingKeyOf } from "../../oci/signature.ts";
import { unpacked } from "./artifact-files.ts";

const segment = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,70}$/);
const path = fc.array(segment, { minLength: 1, maxLength: 6 }).map((segments) => `hub/${segments.join("/")}`);
const files = fc
  .uniqueArray(path, { minLength: 1, maxLength: 8 })
  // A file is no folder of another.
  .filter((paths) => !paths.some((a) => paths.some((b) => b.startsWith(`${a}/`))))
  .chain((paths) => fc.tuple(...paths.map((each) => fc.tuple(fc.constant(each), fc.string({ unit: "binary" })))))
  .map((entries) => new Map(entries.map(([name, text]) => [name, Buffer.from(text).toString()])));

const layerOf = (artifact: ReturnType<typeof artifactOf>) => artifact.blobs[1]?.bytes ?? new Uint8Array();

test("Files are unpacked by tar(1) as they were packed, whatever their names and lengths", { tags: "property" }, () => {
  fc.assert(
    fc.property(files, (wanted) => {
      const sorted = new Map([...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1)));
      expect(new Map([...unpacked(layerOf(artifactOf(wanted)))].toSorted(([a], [b]) => (a < b ? -1 : 1)))).toEqual(
        sorted,
      );
    }),
    { numRuns: 15 },
  );
});

test("A path that ustar has no room for comes whole", () => {
  const long = `hub/${"a".repeat(120)}/${"b".repeat(150)}.yaml`;
  expect([...unpacked(layerOf(artifactOf(new Map([[long, "x\n"]]))))]).toEqual([[long, "x\n"]]);
});

test("The order in which files are given means nothing to the digest, and no time or system is in the layer", () => {
  const a = artifactOf(
    new Map([
      ["hub/a", "1"],
      ["hub/b", "2"],
    ]),
  );
  const b = artifactOf(
    new Map([
      ["hub/b", "2"],
      ["hub/a", "1"],
    ]),
  );
  expect(a.manifest.digest).toBe(b.manifest.digest);
  expect([...layerOf(a).subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
  // The archive itself: how well it is packed is a matter of the zlib that a Node brings.
  expect(digestOf(gunzipSync(layerOf(a)))).toBe(
    "sha256:6d4eb578bee3b04e91ecf2c521592d2f43ae18d601b8dab806f44635f6bf09a5",
  );
});

test("A manifest has Flux's type of configuration and the one type of a layer that Argo CD takes too", () => {
  const { manifest, blobs } = artifactOf(new Map([["hub/a", "1"]]));
  expect(JSON.parse(Buffer.from(manifest.bytes).toString())).toEqual({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: { mediaType: "application/vnd.cncf.flux.config.v1+json", digest: digestOf(Buffer.from("{}")), size: 2 },
    layers: [
      {
        mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
        digest: blobs[1]?.digest,
        size: blobs[1]?.bytes.length,
      },
    ],
  });
});

function keyPair() {
  return generateKeyPairSync("ec", {
    namedCurve: "prime256v1",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
}

test("A signature is over the name and the digest, and lies where cosign looks for it", () => {
  const { privateKey, publicKey } = keyPair();
  const key = signingKeyOf(privateKey);
  const digest = `sha256:${"ab".repeat(32)}`;
  const { manifest, blobs } = signatureOf("registry.example/fleet/hub", digest, key);
  const text = Buffer.from(manifest.bytes).toString();
  const payload = blobs[1]?.bytes ?? new Uint8Array();
  const [layer] = (JSON.parse(text) as { layers: { mediaType: string; annotations: Record<string, string> }[] }).layers;
  expect(signatureTag(digest)).toBe(`sha256-${"ab".repeat(32)}.sig`);
  expect(layer?.mediaType).toBe("application/vnd.dev.cosign.simplesigning.v1+json");
  expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
    critical: {
      identity: { "docker-reference": "registry.example/fleet/hub" },
      image: { "docker-manifest-digest": digest },
    },
  });
  const signature = Buffer.from(layer?.annotations["dev.cosignproject.cosign/signature"] ?? "", "base64");
  expect(verify("sha256", payload, publicKey, signature)).toBe(true);
  expect(isSignedBy(JSON.parse(text), "registry.example/fleet/hub", digest, key)).toBe(true);
  expect(isSignedBy(JSON.parse(text), "registry.example/other", digest, key)).toBe(false);
  expect(isSignedBy(JSON.parse(text), "registry.example/fleet/hub", digest, signingKeyOf(keyPair().privateKey))).toBe(
    false,
  );
});

test("A signature of a new key stands beside that of the old one", () => {
  const [old, next] = [keyPair(), keyPair()].map(({ privateKey }) => signingKeyOf(privateKey));
  if (!old || !next) throw new Error("no keys");
  const digest = `sha256:${"ab".repeat(32)}`;
  const contentOf = (artifact: ReturnType<typeof signatureOf>) =>
    JSON.parse(Buffer.from(artifact.manifest.bytes).toString());
  const first = contentOf(signatureOf("registry.example/hub", digest, old));
  const both = contentOf(signatureBeside(first, signatureOf("registry.example/hub", digest, next)));
  expect([old, next].map((key) => isSignedBy(both, "registry.example/hub", digest, key))).toEqual([true, true]);
});

test.each([
  ["no key", "-----BEGIN NOTHING-----"],
  [
    "a key of another kind",
    generateKeyPairSync("ed25519", {
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    }).privateKey,
  ],
])("%s is refused without a word of it", (_, pem) => {
  expect(() => signingKeyOf(pem)).toThrow(/no private key of the curve P-256/);
  expect(() => signingKeyOf(pem)).not.toThrow(pem.split("\n")[1] ?? "NOTHING");
});
