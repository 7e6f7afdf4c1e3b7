/** `flotilla review`: posts a plan to its pull request, and holds a merge to what was reviewed. */

import { resolve } from "node:path";
import type { Plan } from "../../compiler/plan/plan.ts";
import { didYouMean } from "../../model/suggest.ts";
import { mostSevere } from "../../pipeline/exit-code.ts";
import { folderInRepository } from "../../pipeline/fleet-git.ts";
import type { Run, Terminal, Values } from "../command.ts";
import { type ExitCode, exitCode } from "../exit-code.ts";
import { fleetFolder } from "../fleet-folder.ts";
import { readForeignPlan } from "../review/foreign-plan.ts";
import type { Forge } from "../review/forge.ts";
import { ForgeError } from "../review/forge-error.ts";
import { holdMerge } from "../review/gate.ts";
import { openForge } from "../review/open-forge.ts";
import { postPlan } from "../review/post.ts";
import { type Target, targetOf } from "../review/target.ts";

interface Call {
  readonly forge: Forge;
  readonly target: Target;
  readonly plan: Plan;
  readonly values: Values;
  readonly terminal: Terminal;
}

const actions: Readonly<Record<string, (call: Call) => Promise<ExitCode>>> = { post, gate };

export const run: Run = async ({ values, positionals }, terminal) => {
  const [name = "", ...rest] = positionals;
  const action = actions[name];
  if (!action || rest.length > 0) {
    const found = [name, ...rest].join(" ");
    return refuse(terminal, `found ${found}, expected post or gate${didYouMean(found, Object.keys(actions))}`);
  }
  const target = targetOf(terminal.env);
  if (typeof target === "string") return refuse(terminal, target);
  const plan = readForeignPlan(resolve(terminal.cwd, String(values["plan"])));
  if (typeof plan === "string") return refuse(terminal, plan);
  try {
    return await action({ forge: openForge(target), target, plan, values, terminal });
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    terminal.stderr(`flotilla review: ${error.message}\n  next: ${error.hint}\n`);
    return exitCode.unexpected;
  }
};

function refuse(terminal: Terminal, message: string): ExitCode {
  terminal.stderr(`flotilla review: ${message}\n`);
  return exitCode.invalid;
}

async function post({ forge, target, plan, values, terminal }: Call): Promise<ExitCode> {
  const folder = folderInRepository(fleetFolder(values, terminal.cwd));
  const posted = await postPlan(forge, target, { plan, folder, now: terminal.now() });
  if ("wrong" in posted) return refuse(terminal, posted.wrong);
  terminal.stderr(`flotilla review: ${posted.done}\n`);
  return exitCode.ok;
}

async function gate({ forge, target, plan, terminal }: Call): Promise<ExitCode> {
  const { change, obstacles } = await holdMerge(forge, target, plan);
  if (obstacles.length === 0) {
    terminal.stdout(`pull request ${change.number} may be merged: ${plan.hash} was reviewed, and everybody agrees\n`);
    return exitCode.ok;
  }
  const lines = obstacles.map(({ what }) => `  - ${what}\n`);
  terminal.stdout(`pull request ${change.number} may not be merged yet, there is missing:\n${lines.join("")}`);
  return mostSevere(obstacles.map(({ code }) => code));
}
