/** Sorts what was made for a site by who consumes it; what nobody can consume is a diagnostic. */
import type { Site } from "../../constructs/site.ts";
import type { ClusterRef, ObjectsArtifact } from "../../engines/artifact.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { TextFile } from "../../model/manifest.ts";
import { fileOf } from "./artifact-file.ts";
import type { MadeArtifact } from "./lower-runtimes.ts";

/** The clusters that this repository speaks to. */
export interface Destinations {
  /** Cluster that looks after the sites; undefined where there is none. */
  readonly parent: ClusterRef | undefined;
  /** Name of it for people: `the hub of guangdong`. */
  readonly name: string;
  /** A cluster of another repository, which holds what is made for it. */
  readonly elsewhere?: ClusterRef | undefined;
}

type MadeObjects = ObjectsArtifact & Pick<MadeArtifact, "engine" | "owner">;

export interface Divided {
  /** For the site's own cluster. */
  readonly here: readonly MadeObjects[];
  /** For the site, on its parent. */
  readonly onParent: readonly MadeObjects[];
  readonly files: readonly TextFile[];
}

export function divide(
  site: Site,
  made: readonly MadeArtifact[],
  { parent, name, elsewhere }: Destinations,
  errors: Diagnostic[],
): Divided {
  const here: MadeObjects[] = [];
  const onParent: MadeObjects[] = [];
  const files: TextFile[] = [];
  for (const artifact of made) {
    if (artifact.kind !== "objects") {
      files.push(fileOf(artifact));
      continue;
    }
    const { audience } = artifact;
    if (audience.kind === "site" && audience.site === site.name && site.spec.kind === "cluster") here.push(artifact);
    else if (parent && isSame(audience, parent)) onParent.push(artifact);
    else if (!elsewhere || !isSame(audience, elsewhere)) errors.push(missingCluster(site.path, artifact, name));
  }
  return { here, onParent, files };
}

/** An artifact for a cluster that is not there, or that its engine may not speak to from here. */
function missingCluster(
  construct: string,
  { audience, engine }: Pick<MadeObjects, "audience" | "engine">,
  parent: string,
): Diagnostic {
  return {
    code: "lower/no-cluster",
    severity: "error",
    message: `engine ${engine} makes objects for ${nameOf(audience)}, expected ${construct}'s own cluster or ${parent}`,
    subjects: [construct],
    hint:
      audience.kind === "hub"
        ? "give the region a hub, or pin a profile whose engine needs none"
        : "an engine that makes objects for the centre says so in `needs`; other clusters are out of its reach",
  };
}

function nameOf(audience: ClusterRef): string {
  if (audience.kind === "centre") return "the centre";
  return audience.kind === "hub" ? `the hub of ${audience.region}` : `the cluster of site ${audience.site}`;
}

function isSame(a: ClusterRef, b: ClusterRef): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "hub" && b.kind === "hub") return a.region === b.region;
  return a.kind !== "site" || (b.kind === "site" && a.site === b.site);
}
