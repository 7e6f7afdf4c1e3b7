import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { makeImage } from "../../lab/node/image.ts";

const files = { "bin/shop": { bytes: Buffer.from("#!/bin/sh\necho open\n"), isExecutable: true } };
const sha256 = (bytes: Buffer) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

test("An image names its configuration and its layer by what these bytes are", () => {
  const { manifest, blobs } = makeImage(files, { entrypoint: ["/bin/shop"] });
  const { config, layers } = JSON.parse(manifest.bytes.toString()) as {
    readonly config: { readonly digest: string };
    readonly layers: readonly { readonly digest: string; readonly size: number }[];
  };
  const [settings, layer] = blobs.map(({ bytes }) => bytes) as [Buffer, Buffer];
  expect(manifest.digest).toBe(sha256(manifest.bytes));
  expect(config.digest).toBe(sha256(settings));
  expect(layers).toEqual([expect.objectContaining({ digest: sha256(layer), size: layer.length })]);
  expect(JSON.parse(settings.toString())).toHaveProperty("rootfs.diff_ids", [sha256(layer)]);
});

test("A program in an image may be run, and equal content gives an equal digest", () => {
  const { manifest, blobs } = makeImage(files, { entrypoint: ["/bin/shop"], env: { SHOP_VERSION: "1" } });
  const listing = execFileSync("tar", ["-tvf", "-"], { input: blobs[1]?.bytes ?? Buffer.alloc(0), encoding: "utf8" });
  expect(listing).toMatch(/^-rwxr-xr-x .* bin\/shop$/m);
  expect(makeImage(files, { entrypoint: ["/bin/shop"], env: { SHOP_VERSION: "1" } }).manifest.digest).toBe(
    manifest.digest,
  );
  expect(makeImage(files, { entrypoint: ["/bin/shop"], env: { SHOP_VERSION: "2" } }).manifest.digest).not.toBe(
    manifest.digest,
  );
});
