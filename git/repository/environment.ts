/** The environment of Git's processes. */

import { devNull } from "node:os";

/** A key of Git's configuration and its value. */
export type Setting = readonly [key: string, value: string];

/**
 * What the surroundings may say: who commits, how servers are reached, and the user's configuration. All other variables
 * of Git are taken out, since any of them may lead it to another repository, index, object store or reading of a path
 * (git(1), "ENVIRONMENT VARIABLES"), and later versions have more of them.
 */
const KEPT = [
  /^GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL)$/,
  /^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|EXEC_PATH|ALLOW_PROTOCOL|PROTOCOL_FROM_USER)$/,
  /^GIT_(PROXY_)?SSL_|^GIT_HTTP_/,
  /^GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)$/,
];

/** No program of a repository's owner runs on our behalf, and nothing waits for a person. */
const FORCED: readonly Setting[] = [
  ["core.hooksPath", "/dev/null"],
  ["core.fsmonitor", "false"],
  ["submodule.recurse", "false"],
  ["fetch.recurseSubmodules", "false"],
  ["push.recurseSubmodules", "no"],
  ["push.followTags", "false"],
  ["i18n.commitEncoding", "UTF-8"],
  // What Git thinks of the variable below would stand among the words of hooks.
  ["advice.graftFileDeprecated", "false"],
  // A folder of the fleet that looks like a bare repository is none: Git would obey the configuration in it.
  ["safe.bareRepository", "explicit"],
];

/**
 * Environment of a Git process bound to one repository, or to the one around its working folder. The user's configuration stays in force, for identity,
 * signing, proxies and credentials. Settings travel in the environment because a URL may hold a credential,
 * which a command line would show to every user of the machine.
 */
export function gitEnvironment(
  outer: Readonly<Record<string, string | undefined>>,
  gitDir: string | undefined,
  settings: readonly Setting[] = [],
): Record<string, string | undefined> {
  const environment: Record<string, string | undefined> = {
    ...outer,
    ...Object.fromEntries(
      Object.keys(outer)
        .filter(isForeign)
        .map((name) => [name, undefined]),
    ),
    GIT_DIR: gitDir,
    GIT_GRAFT_FILE: devNull,
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
  };
  let count = Number(outer["GIT_CONFIG_COUNT"] ?? 0);
  for (const [key, value] of [...FORCED, ...settings]) {
    environment[`GIT_CONFIG_KEY_${count}`] = key;
    environment[`GIT_CONFIG_VALUE_${count}`] = value;
    count++;
  }
  environment["GIT_CONFIG_COUNT"] = String(count);
  return environment;
}

/** Names of variables are upper case on all systems but Windows, where any case is the same. */
function isForeign(name: string): boolean {
  const upper = name.toUpperCase();
  return upper.startsWith("GIT_") && !KEPT.some((pattern) => pattern.test(upper));
}
