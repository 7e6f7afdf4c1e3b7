/** A file for a server or for a tool, with its path in the repository. */
import type { Artifact, FileArtifact } from "../../engines/artifact.ts";
import { hostPath, operatorPath } from "../../model/layout.ts";
import type { TextFile } from "../../model/manifest.ts";
import { isPlainPath } from "../own-code/artifact-shape.ts";

/** @throws Error when an engine names a file that would lie outside of its folder */
export function fileOf(artifact: FileArtifact & Pick<Artifact, "owner">): TextFile {
  for (const name of [artifact.name, artifact.kind === "host-file" ? artifact.node : artifact.audience]) {
    if (name !== undefined && !isPlainPath(name)) {
      throw new Error(
        `the name ${JSON.stringify(name)} of a file leads out of its folder, expected plain names like host/cloud-config.yaml`,
      );
    }
  }
  return { path: pathOf(artifact), text: artifact.text, construct: artifact.owner };
}

function pathOf(artifact: FileArtifact): string {
  if (artifact.kind === "operator-file") return operatorPath(artifact.audience, artifact.name);
  const { audience, node, name } = artifact;
  return hostPath(audience.id, node === undefined ? name : `${node}/${name}`);
}
