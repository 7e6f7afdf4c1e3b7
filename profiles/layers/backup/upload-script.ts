/** What restic does with a snapshot of etcd: into the bucket with it, and the old ones out. */

import type { BackupSpec } from "../../../model/backup-file.ts";

/** Folders that a snapshot in the bucket holds: the database, and the keys without which nobody can use it. */
export const backedUp = { database: "/snapshot", keys: "/pki" } as const;

/**
 * The script for `sh`. Bucket, password and the name of the hub come from the environment.
 *
 * restic's exit code 10 says that there is no repository yet (doc/075_scripting.rst, since 0.17). `unlock` removes locks
 * of pods that have ended and no other.
 *
 * A snapshot that arrived counts, whatever comes of the old ones: keys that may not delete let nobody take them away, and
 * a run that failed for that would be made twice more and then miss in the alarm.
 */
export function uploadScript({ hourly, daily, monthly }: BackupSpec["keep"]): string {
  return [
    "set -eu",
    "code=0",
    "restic cat config >/dev/null || code=$?",
    'if [ "$code" -eq 10 ]; then restic init; fi',
    `restic unlock || ${tell("locks of runs that have ended stay")}`,
    `restic backup --tag etcd ${backedUp.database} ${backedUp.keys}`,
    `restic forget --tag etcd --group-by host --keep-hourly ${hourly} --keep-daily ${daily} --keep-monthly ${monthly} --prune || ${tell("the snapshot is in the bucket, old ones were not taken out")}`,
    "",
  ].join("\n");
}

/** A command that succeeds. */
const tell = (what: string): string => `echo "warning: ${what}" >&2`;
