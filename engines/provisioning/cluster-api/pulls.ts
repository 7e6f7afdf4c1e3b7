/** What servers of Cluster API with kubeadm fetch by the files that they are given. */

import { fieldAt } from "../../../model/kinds/facts.ts";
import type { PullReader } from "../../../model/pulled.ts";

/**
 * Static pods among the files of a KubeadmConfigSpec. What kubeadm itself pulls from `imageRepository` is a fact of the
 * provisioner: its versions come with kubeadm and stand in no object.
 *
 * @param path of the KubeadmConfigSpec
 */
export function kubeadmFilePulls(...path: readonly string[]): PullReader {
  return (object, read) => {
    const files = fieldAt(object, ...path, "files");
    return Array.isArray(files) ? files.flatMap((file) => read(String(fieldAt(file, "content") ?? ""))) : [];
  };
}
