import { fileOf } from "../../compiler/lower/artifact-file.ts";
import { type Pool, poolsOf } from "../../constructs/pool.ts";
import type { Profile } from "../../constructs/profile.ts";
import type { Site } from "../../constructs/site.ts";
import type { Artifact, ObjectsArtifact } from "../../engines/artifact.ts";
import type { KubernetesObject, TextFile } from "../../model/manifest.ts";

/** The one pool of an example site. */
export function poolOf(site: Site): Pool {
  return poolsOf(site, site.profile as Profile<Site>)[0] as Pool;
}

/** An example site with its one pool, as engines are asked about it. */
export function poolScope(site: Site): { readonly site: Site; readonly pool: Pool } {
  return { site, pool: poolOf(site) };
}

/** Objects for clusters of a kind, in their order. */
export function objectsFor(
  artifacts: readonly Artifact[],
  kind: ObjectsArtifact["audience"]["kind"],
): readonly KubernetesObject[] {
  return artifacts.flatMap((each) => (each.kind === "objects" && each.audience.kind === kind ? each.objects : []));
}

/** Files that no cluster applies, with their paths in a repository. */
export function filesOf(artifacts: readonly Artifact[]): readonly TextFile[] {
  return artifacts.flatMap((each) => (each.kind === "objects" ? [] : [fileOf(each)]));
}
