/** Environment variables and PATH for Pulumi. */

import { delimiter } from "node:path";
import type { Version } from "./version.ts";

/** The oldest Pulumi that starts an executable policy pack without a plugin of its own. */
export const oldestPulumi: Version = [3, 221, 0];

/** Variables that name a backend: a URL of one's own, or Pulumi Cloud by its address or an access token. */
const backendVariables = ["PULUMI_BACKEND_URL", "PULUMI_API", "PULUMI_ACCESS_TOKEN"];

const passphraseVariables = ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"];

/**
 * Settings that make Pulumi fit for fleets, each of which the environment may overrule. Without SKIP_CHECKPOINTS a file
 * backend writes the whole state twice for each changed resource; skipping is safe because the provider is idempotent.
 */
const defaults = {
  PULUMI_SKIP_UPDATE_CHECK: "true",
  PULUMI_SKIP_CHECKPOINTS: "true",
  PULUMI_PARALLEL_DIFF: "true",
};

/** Whether the environment leaves the choice of a backend to us. */
export function needsLocalBackend(env: NodeJS.ProcessEnv): boolean {
  return backendVariables.every((name) => !env[name]);
}

/**
 * The environment in which Pulumi runs. `folders` go in front of PATH in their order. `stateFolder` is the absolute
 * path of the local backend, undefined when the environment names another; a local backend without a passphrase
 * variable gets the empty passphrase, so that nothing asks for one, and a home of its own beside it.
 */
export function pulumiEnvironment(
  env: NodeJS.ProcessEnv,
  folders: readonly string[],
  stateFolder: string | undefined,
): NodeJS.ProcessEnv {
  const path = [...folders, ...(env["PATH"] ? [env["PATH"]] : [])].join(delimiter);
  return { ...defaults, ...env, PATH: path, ...(stateFolder === undefined ? {} : localBackend(env, stateFolder)) };
}

function localBackend(env: NodeJS.ProcessEnv, stateFolder: string): NodeJS.ProcessEnv {
  const home = `${stateFolder}-home`;
  const hasPassphrase = passphraseVariables.some((name) => env[name] !== undefined);
  return {
    PULUMI_BACKEND_URL: `file://${stateFolder.replaceAll("\\", "/")}`,
    ...(env["PULUMI_HOME"] ? {} : { PULUMI_HOME: home }),
    ...(hasPassphrase ? {} : { PULUMI_CONFIG_PASSPHRASE: "" }),
  };
}

/**
 * Signals to hand on to the child. A terminal sends SIGINT to the whole foreground process group, so handing it on
 * would make two, and Pulumi takes the second one as an order to stop without waiting for what is under way.
 */
export function signalsToForward(hasTerminal: boolean): readonly NodeJS.Signals[] {
  return hasTerminal ? ["SIGTERM", "SIGHUP"] : ["SIGINT", "SIGTERM", "SIGHUP"];
}
