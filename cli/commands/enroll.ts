/** `flotilla enroll`: servers that enrol by themselves, and all that goes with it. */

import { ServiceFault } from "../../enroll/service-fault.ts";
import { didYouMean } from "../../model/suggest.ts";
import type { Run } from "../command.ts";
import { forget, revoke } from "../enroll/forget.ts";
import { labels } from "../enroll/labels.ts";
import { list } from "../enroll/list.ts";
import { medium } from "../enroll/medium.ts";
import { release } from "../enroll/release.ts";
import { serve } from "../enroll/serve.ts";
import { token } from "../enroll/token.ts";
import { EnrollFault } from "../enroll/wishes.ts";
import { exitCode } from "../exit-code.ts";

const actions: Readonly<Record<string, Run>> = { serve, token, revoke, medium, labels, list, forget, release };

export const run: Run = async (invocation, terminal) => {
  const [name = ""] = invocation.positionals;
  const action = actions[name];
  const refuse = (message: string) => {
    terminal.stderr(`flotilla enroll: ${message}\n`);
    return exitCode.invalid;
  };
  if (!action) {
    const names = Object.keys(actions);
    return refuse(`found ${name}, expected one of ${names.join(", ")}${didYouMean(name, names)}`);
  }
  try {
    return await action(invocation, terminal);
  } catch (error) {
    if (error instanceof EnrollFault || error instanceof ServiceFault) return refuse(error.message);
    throw error;
  }
};
