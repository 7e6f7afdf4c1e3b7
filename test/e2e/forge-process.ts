/** A forge on loopback in a process of its own, for tests that wait for the programs that ask it. */

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { ForgeName } from "../../cli/review/target.ts";
import { type ForgeState, startLoopbackForge } from "../cli/review/loopback-forge.ts";

export interface ForgeProcess {
  /** URL of its API. */
  readonly api: string;
  /** Takes what is given in place of what it has, and tells what it has then, and what it was asked that its API has not. */
  readonly hold: (state: Partial<ForgeState>) => Promise<ForgeState & { readonly unknown: readonly string[] }>;
  readonly stop: () => void;
}

export async function startForgeProcess(kind: ForgeName): Promise<ForgeProcess> {
  const child: ChildProcess = fork(import.meta.filename, [kind], { execArgv: [] });
  const told = async () => ((await once(child, "message")) as [unknown])[0];
  const { api } = (await told()) as { readonly api: string };
  return {
    api,
    async hold(state) {
      child.send(state);
      return (await told()) as Awaited<ReturnType<ForgeProcess["hold"]>>;
    },
    stop: () => child.kill(),
  };
}

/** What runs in the other process. */
async function serve(kind: ForgeName): Promise<void> {
  const { api, state, unknown } = await startLoopbackForge(kind);
  process.on("message", (given: Partial<ForgeState>) => {
    Object.assign(state, given);
    process.send?.({ ...state, unknown });
  });
  process.send?.({ api });
}

if (process.argv[1] === import.meta.filename) await serve(process.argv[2] as ForgeName);
