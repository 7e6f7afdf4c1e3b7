import type { ManifestRule } from "../rule.ts";
import { none } from "../violation.ts";

/** DNS subdomain, RFC 1123: the longest name of any object. */
const anyKind = [253, "no object may have more"] as const;
const longestLabel = 63;

/** Kinds with a shorter limit, each for the reason beside it. */
const limits: Readonly<Record<string, readonly [number, string] | undefined>> = {
  Namespace: [63, "it is a DNS label"],
  Service: [63, "it is a DNS label"],
  Job: [63, "it becomes the value of a label on its pods"],
  CronJob: [52, "the time is appended to the names of its jobs"],
  StatefulSet: [52, "a hash is appended to it in a label on its pods"],
  Kustomization: [63, "it becomes the value of a label on all that it applies"],
  HelmRelease: [53, "it becomes the name of the Helm release"],
  Application: [63, "it becomes the value of a label on all that it applies"],
  Cluster: [63, "it becomes the value of a label on its machines"],
  NodeGroup: [63, "it becomes the value of a label on its nodes"],
};

export const nameLength: ManifestRule = {
  id: "FLT-GIT-004",
  scope: "manifest",
  severity: "error",
  baseline: "never",
  title: "Names fit their limits with everything that is appended to them",
  help: "Names are put together from apps, zones and sites, and Kubernetes appends its own endings. A name over the limit of its kind is refused, or accepted and then unable to make its pods.",
  bad: `# delivery objects
apiVersion: batch/v1
kind: CronJob
metadata: { name: settlement-of-the-day-before-for-the-eastern-zone-of-shenzhen, namespace: retail }
`,
  good: `# delivery objects
apiVersion: batch/v1
kind: CronJob
metadata: { name: settlement-shenzhen-east, namespace: retail }
`,
  check({ kind, metadata: { name, labels } }) {
    const [most, reason] = limits[kind] ?? anyKind;
    const long =
      labels === undefined ? none : Object.entries(labels).filter(([, value]) => value.length > longestLabel);
    if (name.length <= most && long.length === 0) return none;
    return [
      ...(name.length > most
        ? [
            {
              message: `its name has ${name.length} characters, expected at most ${most}: ${reason}`,
              hint: "shorten the name of the app, the zone or the layer",
            },
          ]
        : []),
      ...long.map(([key, value]) => ({
        message: `label ${key} has ${value.length} characters, expected at most ${longestLabel}`,
        hint: "shorten what the label is made from",
      })),
    ];
  },
};
