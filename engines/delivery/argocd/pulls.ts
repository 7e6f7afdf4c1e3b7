/** What Argo CD fetches for the sake of a chart. */

import { fieldAt } from "../../../model/kinds/facts.ts";
import type { PullReader } from "../../../model/pulled.ts";
import { chartValueImages } from "../../chart-images.ts";

/** The Application of a chart, in a registry (`chart`) or in a folder of a repository at a tag. */
export const applicationPulls: PullReader = (application) => {
  const source = fieldAt(application, "spec", "source");
  const [url, chart, revision] = ["repoURL", "chart", "targetRevision"].map((key) => fieldAt(source, key));
  if (fieldAt(source, "helm") === undefined || typeof url !== "string") return [];
  return [
    chart === undefined
      ? { type: "git", reference: `${url}@${revision}` }
      : { type: "chart", reference: `${url}/${chart}:${revision}` },
    ...chartValueImages(fieldAt(source, "helm", "valuesObject")),
  ];
};
