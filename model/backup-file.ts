/** The schema of a hub's back-up: where snapshots of its etcd go, when, and how long they are kept. */

import { z } from "zod";
import { httpsUrl } from "./scalars.ts";

const bucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, "a bucket's name of 3 to 63 lower-case letters, digits and -");

/** One field of a schedule: `*`, a number, a range or a list of them, each with a step or without. */
const cronField = String.raw`(\*|\d+(-\d+)?(,\d+(-\d+)?)*)(\/\d+)?`;

/** As Kubernetes' CronJob reads it, without names of months and days. */
const cronSchedule = z
  .string()
  .regex(new RegExp(`^${cronField}( ${cronField}){4}$`), 'five fields of cron in quotes, like "17 * * * *"');

function kept(most: number, meaning: string) {
  return z.int(meaning).min(1, meaning).max(most, meaning);
}

/**
 * Snapshots of the hub's etcd with the keys of its control plane, encrypted, in a bucket outside of the hub. The key of
 * the bucket and the password of the snapshots are in the secret store, entry `hubs/<region>/backup`, with the properties
 * `accessKey`, `secretKey` and `password`; whoever restores needs the same three from there.
 */
export const backupSchema = z.strictObject({
  /** URL of the S3 service, without the bucket. */
  endpoint: httpsUrl,
  bucket: bucketName,
  /** In the region's time zone. */
  schedule: cronSchedule.default("17 * * * *"),
  /** How many snapshots stay: the newest of so many hours, of so many days, of so many months. */
  keep: z
    .strictObject({
      hourly: kept(720, "a number of hours from 1 to 720").default(48),
      daily: kept(366, "a number of days from 1 to 366").default(14),
      monthly: kept(120, "a number of months from 1 to 120").default(6),
    })
    .prefault({}),
  /** Hours without a snapshot after which the hub's Prometheus raises HubBackupMissing; more than the schedule's longest gap. */
  alarmAfterHours: kept(744, "a number of hours from 1 to 744").default(6),
});

export type BackupSpec = z.output<typeof backupSchema>;
