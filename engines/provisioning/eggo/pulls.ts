/** What eggo's files make somebody fetch. */

import { fieldAt } from "../../../model/kinds/facts.ts";
import { type PullReader, pulledImage } from "../../../model/pulled.ts";
import { architectures } from "../../../model/zone-file.ts";

/** The archives, each of which serves one architecture. */
export const packagePulls: PullReader = (list) =>
  (Array.isArray(list) ? list : []).flatMap((each: unknown) => {
    const [path, url] = [fieldAt(each, "path"), fieldAt(each, "url")];
    if (typeof path !== "string" || typeof url !== "string") return [];
    const own = architectures.filter((arch) => path.endsWith(`-${arch}.tar.gz`));
    return [{ type: "file" as const, reference: url, architectures: own }];
  });

/** The image of a pod's sandbox, which the runtime takes from the registry. */
export const clusterPulls: PullReader = (cluster) => pulledImage(fieldAt(cluster, "pause-image"));
