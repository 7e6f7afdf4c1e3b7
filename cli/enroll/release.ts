/** `flotilla enroll release`. */

import { ClaimRepository } from "../../enroll/claim-repository.ts";
import { serverName } from "../../enroll/service.ts";
import { GitError } from "../../git/repository/git-error.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { claimsOf, EnrollFault, fleetOf, hostNamed, required } from "./wishes.ts";

export const release: Run = async ({ values, positionals: [, name = ""] }, terminal) => {
  const reason = required(values, "reason", "TEXT");
  const claims = claimsOf(values, terminal.cwd);
  const { fleet } = await fleetOf(values, terminal);
  const host = hostNamed(fleet, name);
  const repository = new ClaimRepository(claims, fleet.spec.name);
  try {
    const claim = await repository.find(serverName(host));
    if (!claim) throw new EnrollFault(`no server has ${host.name}`);
    await repository.release(serverName(host), reason);
    terminal.stdout(
      `released ${host.name}: the certificate of the server that had it opens nothing any more, and another may enrol\n`,
    );
    return exitCode.ok;
  } catch (error) {
    if (error instanceof GitError) throw new EnrollFault(`${error.message}\n  next: ${error.hint}`);
    throw error;
  }
};
