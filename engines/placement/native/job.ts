/** An app that runs to its end: a CronJob where it has a schedule, otherwise a Job. */

import type { KubernetesObject } from "../../../model/manifest.ts";
import { contentHash } from "../../content-hash.ts";
import { podTemplate } from "./pod.ts";
import type { Workload } from "./workload.ts";

/** Attempts after the first one, as long as the app says nothing else. */
const RETRIES = 3;

export function job(workload: Workload): KubernetesObject {
  return workload.schedule === undefined ? once(workload) : bySchedule(workload, workload.schedule);
}

/**
 * A Job's template cannot change, so its name carries a hash of it: what changes is another Job, which runs anew, and
 * the old one goes. It has no time to live: delivery would make it again as soon as it is gone.
 */
function once(workload: Workload): KubernetesObject {
  const spec = jobSpec(workload);
  const name = `${workload.metadata.name}-${contentHash(spec)}`;
  return { apiVersion: "batch/v1", kind: "Job", metadata: { ...workload.metadata, name }, spec };
}

function bySchedule(workload: Workload, schedule: string): KubernetesObject {
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: workload.metadata,
    spec: {
      schedule,
      timeZone: workload.timeZone,
      // A run that takes longer than its interval must not pile up on a small server.
      concurrencyPolicy: "Forbid",
      // A site that was without power makes up for a run of the last hour and for none before.
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 1,
      jobTemplate: { spec: jobSpec(workload) },
    },
  };
}

function jobSpec(workload: Workload) {
  return { backoffLimit: RETRIES, template: podTemplate(workload, "Never") };
}
