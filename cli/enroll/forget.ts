/** `flotilla enroll forget` and `revoke`. */

import { TokenStore } from "../../enroll/token-store.ts";
import { Unclaimed } from "../../enroll/unclaimed.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { EnrollFault, stateOf } from "./wishes.ts";

export const forget: Run = async ({ values, positionals: [, id = ""] }, { cwd, stdout }) => {
  if (!new Unclaimed(stateOf(values, cwd)).forgetId(id)) {
    throw new EnrollFault(`found ${id || "no id"}, expected that of a server of flotilla enroll list`);
  }
  stdout(`forgot ${id}; if it asks again it is listed again\n`);
  return exitCode.ok;
};

export const revoke: Run = async ({ values, positionals: [, id = ""] }, { cwd, stdout }) => {
  if (!/^[0-9a-f]{16}$/.test(id) || !new TokenStore(stateOf(values, cwd)).revoke(id)) {
    throw new EnrollFault(`found ${id || "no id"}, expected the id of a token, sixteen digits and letters`);
  }
  stdout(`revoked ${id}; servers that enrolled with it stay\n`);
  return exitCode.ok;
};
