/** A file for a server or for a tool, with its path in the repository. */
import type { Artifact, FileArtifact } from "../../engines/artifact.ts";
import { hostPath, operatorPath } from "../../model/layout.ts";
import type { TextFile } from "../../model/manifest.ts";

export function fileOf(artifact: FileArtifact & Pick<Artifact, "owner">): TextFile {
  return { path: pathOf(artifact), text: artifact.text, construct: artifact.owner };
}

function pathOf(artifact: FileArtifact): string {
  if (artifact.kind === "operator-file") return operatorPath(artifact.audience, artifact.name);
  const { audience, node, name } = artifact;
  return hostPath(audience.id, node === undefined ? name : `${node}/${name}`);
}
