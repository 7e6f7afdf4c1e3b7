/** Names by which the back-up of a hub is found: by people, and by the alarm that misses it. */

export const backupNamespace = "hub-backup";

/** CronJob, ServiceAccount and the Secret with what opens the bucket. */
export const backupName = "etcd";

/** Starts when a snapshot is in the bucket and stays for a few scrapes: its series are how Prometheus knows of it. */
export const uploadedContainer = "uploaded";
