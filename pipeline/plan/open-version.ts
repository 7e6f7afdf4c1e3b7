/** Opens a side of a plan, wherever it comes from. */

import { CompiledVersion } from "./compiled-version.ts";
import { PublishedVersion } from "./published-version.ts";
import type { VersionSource, WrittenVersion } from "./version.ts";
import { WrittenTrees } from "./written-trees.ts";

/**
 * @param profiles URL of the module of profiles
 * @throws Error when trees are not as `synth` left them; whoever names them has looked
 */
export async function openVersion(source: VersionSource, profiles: string): Promise<CompiledVersion | WrittenVersion> {
  if (source.kind === "files") return CompiledVersion.open(source, profiles);
  if (source.kind === "published") return new PublishedVersion(source.base);
  const trees = WrittenTrees.open(source.folder);
  if (typeof trees === "string") throw new Error(trees);
  return trees;
}
