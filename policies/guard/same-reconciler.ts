import { objectOfFile } from "../../model/layout.ts";
import type { ChangeRule } from "../rule.ts";
import { movedObjects } from "./moved-objects.ts";

export const sameReconciler: ChangeRule = {
  id: "FLT-GUARD-009",
  scope: "change",
  severity: "error",
  title: "An object stays with its reconciler",
  help: "Flux and Argo CD delete what a reconciler applied when the reconciler goes, or when the object leaves its folder. An object that is found under another reconciler of the same cluster in the same commit is deleted by the one and created again by the other, with its volumes and, for a namespace, with everything in it; which of the two comes first is a matter of luck. A renamed layer and a renamed tenant do that on every cluster at once. Keep the name. Or move in two steps: name the old reconciler in `orphan` for the clusters concerned and publish, wait until all of them have applied that, then rename, publish, and take `orphan` away.",
  bad: `# .flotilla/inventory.json of the tip
files:
  sites/shenzhen/sz-nanshan-01/51-metrics/statefulset_observability_prometheus.yaml:
    { id: a1b2c3, construct: panji/guangdong/shenzhen/sz-nanshan-01 }
---
# .flotilla/inventory.json of the new content
files:
  sites/shenzhen/sz-nanshan-01/50-metrics/statefulset_observability_prometheus.yaml: { id: a1b2c3 }
`,
  good: `# .flotilla/inventory.json of the tip
files:
  sites/shenzhen/sz-nanshan-01/51-metrics/statefulset_observability_prometheus.yaml:
    { id: a1b2c3, construct: panji/guangdong/shenzhen/sz-nanshan-01, kept: true }
---
# .flotilla/inventory.json of the new content
files:
  sites/shenzhen/sz-nanshan-01/50-metrics/statefulset_observability_prometheus.yaml: { id: a1b2c3 }
`,
  check(change) {
    return movedObjects(change).map(({ construct, from, to, files }) => {
      const example = objectOfFile(files.find((file) => STATEFUL.test(file)) ?? (files[0] as string));
      const rest = files.length - 1;
      const [what, verb, whose] =
        rest === 0 ? [example, "moves", "it"] : [`${example} and ${rest} more`, "move", "they"];
      return {
        message: `${what} ${verb} from ${from} to ${to}: ${whose} would be deleted and created again`,
        subject: construct,
        hint: `keep the name ${from}; or set orphan: [${from}] for the clusters concerned, publish, wait until they have applied it, then rename, publish, and take orphan away`,
      };
    });
  },
};

/** Of all kinds the ones that take data with them, so that the message names one of those. */
const STATEFUL = /^(namespace|persistentvolumeclaim|statefulset)_/;
