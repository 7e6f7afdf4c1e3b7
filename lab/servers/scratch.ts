import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning } from "../is-running.ts";

const PREFIX = "flotilla-lab-";

/**
 * A new folder for one lab's data and logs, below the system's folder for such. Folders of labs whose process is gone
 * are removed on the way, so that a crash leaves nothing behind for longer than until the next start.
 */
export function openScratch(): string {
  sweepScratch();
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Removes the folders of labs whose process no longer runs. */
function sweepScratch() {
  for (const entry of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(entry)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(tmpdir(), entry), { recursive: true, force: true });
  }
}
