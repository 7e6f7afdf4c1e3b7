/** Reads an artifact back, with a reader of tar that is not the writer's. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesBelow } from "../files-below.ts";
import type { TestRegistry } from "./test-registry.ts";

/** Files of the layer of a manifest, text by path. */
export function artifactFiles(registry: TestRegistry, repository: string, reference: string): Map<string, string> {
  const manifest = registry.manifest(repository, reference) as { layers: { digest: string }[] } | undefined;
  if (!manifest) throw new Error(`${repository} has no ${reference}`);
  return unpacked(registry.blobs.get(manifest.layers[0]?.digest ?? "") ?? Buffer.alloc(0));
}

/** Files of a tar archive in gzip. */
export function unpacked(archive: Uint8Array): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-test-"));
  try {
    writeFileSync(join(folder, "layer.tgz"), archive);
    execFileSync("tar", ["-xzf", "layer.tgz"], { cwd: folder });
    rmSync(join(folder, "layer.tgz"));
    return filesBelow(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
