/** Opens a side of a plan, wherever it comes from. */

import type { RunSettings } from "../settings.ts";
import { CompiledVersion } from "./compiled-version.ts";
import { PublishedVersion } from "./published-version.ts";
import type { VersionSource, WrittenVersion } from "./version.ts";
import { WrittenTrees } from "./written-trees.ts";

/** @throws Error when trees are not as `synth` left them; whoever names them has looked */
export async function openVersion(
  source: VersionSource,
  settings: Pick<RunSettings, "profiles" | "cache">,
): Promise<CompiledVersion | WrittenVersion> {
  if (source.kind === "files") return CompiledVersion.open(source, settings);
  if (source.kind === "published") return new PublishedVersion(source.base);
  const trees = WrittenTrees.open(source.folder);
  if (typeof trees === "string") throw new Error(trees);
  return trees;
}
