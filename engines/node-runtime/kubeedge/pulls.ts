/** What a server of KubeEdge fetches, and what the operator's keadm needs beside it. */

import { fieldAt } from "../../../model/kinds/facts.ts";
import { type Pulled, type PullReader, pulledImage } from "../../../model/pulled.ts";
import { type Architecture, architectures } from "../../../model/zone-file.ts";

export const edgeCorePulls: PullReader = (config) =>
  pulledImage(fieldAt(config, "modules", "edged", "podSandboxImage"));

/**
 * The image out of which `keadm join` takes edgecore, and keadm itself, which `keadm batch` copies from
 * `<folder>/<arch>/keadm-<version>-linux-<arch>.tar.gz` (KubeEdge v1.23, keadm/cmd/keadm/app/cmd).
 */
export const keadmBatchPulls: PullReader = (config) => {
  const join = String(fieldAt(config, "keadm", "cmdTplArgs", "join") ?? "");
  const [, version] = /--kubeedge-version=(\S+)/.exec(join) ?? [];
  const [, repository] = /--image-repository=(\S+)/.exec(join) ?? [];
  if (version === undefined || repository === undefined) return [];
  return [{ type: "image", reference: `${repository}/installation-package:${version}` }, ...keadmArchives(config)];
};

/** The image with the new EdgeCore; each server puts the version behind the name. */
export const upgradeJobPulls: PullReader = (job) => {
  const [image, version] = ["image", "version"].map((key) => fieldAt(job, "spec", key));
  return typeof image === "string" && typeof version === "string" ? pulledImage(`${image}:${version}`) : [];
};

export const prePullJobPulls: PullReader = (job) => {
  const images = fieldAt(job, "spec", "imagePrePullTemplate", "images");
  return Array.isArray(images) ? images.flatMap((each) => pulledImage(each)) : [];
};

function keadmArchives(config: unknown): readonly Pulled[] {
  const [folder, version, archs] = ["offlinePackageDir", "keadmVersion", "archGroup"].map((key) =>
    fieldAt(config, "keadm", key),
  );
  if (typeof folder !== "string" || !Array.isArray(archs)) return [];
  return architectures
    .filter((each): each is Architecture => archs.includes(each))
    .map((arch) => ({
      type: "file",
      reference: `${folder}/${arch}/keadm-${version}-linux-${arch}.tar.gz`,
      architectures: [arch],
    }));
}
