/** What Flux fetches for the sake of a chart, by the objects that say so. */

import { fieldAt } from "../../../model/kinds/facts.ts";
import { MOVING_TAG } from "../../../model/layout.ts";
import type { PullReader } from "../../../model/pulled.ts";
import { chartValueImages } from "../../chart-images.ts";

/** An OCIRepository of a chart: `oci://registry/path` and a tag or a digest; one at a tag that moves is the fleet's own. */
export const ociRepositoryPulls: PullReader = (source) => {
  const url = fieldAt(source, "spec", "url");
  const [tag, digest] = [fieldAt(source, "spec", "ref", "tag"), fieldAt(source, "spec", "ref", "digest")];
  if (typeof url !== "string" || tag === MOVING_TAG || (tag === undefined && digest === undefined)) return [];
  const version = `${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
  return [{ type: "chart", reference: url.replace(/^oci:\/\//, "") + version }];
};

/** A repository at a tag holds a chart; one at a branch is the fleet's own. */
export const gitRepositoryPulls: PullReader = (source) => {
  const [url, tag] = [fieldAt(source, "spec", "url"), fieldAt(source, "spec", "ref", "tag")];
  return typeof url === "string" && tag !== undefined ? [{ type: "git", reference: `${url}@${tag}` }] : [];
};

export const helmReleasePulls: PullReader = (release) => chartValueImages(fieldAt(release, "spec", "values"));
