/** What restic does with a snapshot of etcd: into the bucket with it, and the old ones out. */

import type { BackupSpec } from "../../../model/backup-file.ts";

/** Folders that a snapshot in the bucket holds: the database, and the keys without which nobody can use it. */
export const backedUp = { database: "/snapshot", keys: "/pki" } as const;

/**
 * The script for `sh`. Bucket, password and the name of the hub come from the environment.
 *
 * restic's exit code 10 says that there is no repository yet (doc/075_scripting.rst, since 0.17). `unlock` removes locks
 * of pods that have ended and no other.
 */
export function uploadScript({ hourly, daily, monthly }: BackupSpec["keep"]): string {
  return [
    "set -eu",
    "code=0",
    "restic cat config >/dev/null || code=$?",
    'if [ "$code" -eq 10 ]; then restic init; fi',
    "restic unlock",
    `restic backup --tag etcd ${backedUp.database} ${backedUp.keys}`,
    `restic forget --tag etcd --group-by host --keep-hourly ${hourly} --keep-daily ${daily} --keep-monthly ${monthly} --prune`,
    "",
  ].join("\n");
}
