/** A stand-in for SSH: Git asks for a host and a command, and gets the command run here. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";

/**
 * Lets `ssh://host/path` reach the path on this machine, through Git's own commands on both sides, until the test is over.
 *
 * @param base an existing folder for the program
 */
export function serveBySsh(base: string): void {
  const program = join(base, "ssh");
  writeFileSync(program, '#!/bin/sh\nfor last; do :; done\nexec /bin/sh -c "$last"\n', { mode: 0o755 });
  vi.stubEnv("GIT_SSH_COMMAND", program);
  vi.stubEnv("GIT_SSH_VARIANT", "ssh");
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}
