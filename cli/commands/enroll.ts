/** `flotilla enroll`: servers that enrol by themselves, and all that goes with it. */

import { ServiceFault } from "../../enroll/service-fault.ts";
import { didYouMean } from "../../model/suggest.ts";
import type { Run } from "../command.ts";
import { forget, revoke } from "../enroll/forget.ts";
import { labels } from "../enroll/labels.ts";
import { list } from "../enroll/list.ts";
import { release } from "../enroll/release.ts";
import { token } from "../enroll/token.ts";
import { EnrollFault } from "../enroll/wishes.ts";
import { exitCode } from "../exit-code.ts";

/** Packages that a fleet installs on the machine of the service alone. */
const PACKAGES = ["fastify@5", "@peculiar/x509@2", "reflect-metadata@0.2"];

const actions: Readonly<Record<string, Run>> = {
  serve: async (...call) => (await withPackages(() => import("../enroll/serve.ts"))).serve(...call),
  token,
  revoke,
  medium: async (...call) => (await withPackages(() => import("../enroll/medium.ts"))).medium(...call),
  labels,
  list,
  forget,
  release,
};

async function withPackages<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    const names = PACKAGES.map((each) => each.replace(/@[\d.]+$/, "")).join(", ");
    throw new EnrollFault(`found not all of ${names}\n  next: npm install --save-dev ${PACKAGES.join(" ")}`);
  }
}

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
