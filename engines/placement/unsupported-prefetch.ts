import type { App } from "../../constructs/app.ts";
import { sourceAt } from "../../model/source.ts";
import type { Unsupported } from "../unsupported.ts";

/** For placements that have nothing by which servers fetch an image before a pod needs it. */
export function unsupportedPrefetch({ spec, source }: App): readonly Unsupported[] {
  if (spec.prefetch === undefined) return [];
  return [
    {
      requested:
        "images that servers fetch before the app changes to them: Kubernetes fetches what a pod needs when it starts",
      alternative: "leave prefetch out, or use placement: kubeedge, whose servers fetch them by a job",
      at: sourceAt(source, "prefetch"),
    },
  ];
}
