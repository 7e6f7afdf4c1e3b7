/** The environment of Git's processes. */

/** A key of Git's configuration and its value. */
export type Setting = readonly [key: string, value: string];

/** Where the surroundings could redirect Git to another repository (`git rev-parse --local-env-vars`, 2.39). */
const REDIRECTIONS = [
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_CONFIG",
  "GIT_CONFIG_PARAMETERS",
  "GIT_OBJECT_DIRECTORY",
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_IMPLICIT_WORK_TREE",
  "GIT_GRAFT_FILE",
  "GIT_INDEX_FILE",
  "GIT_REPLACE_REF_BASE",
  "GIT_PREFIX",
  "GIT_SHALLOW_FILE",
  "GIT_COMMON_DIR",
  "GIT_NAMESPACE",
  "GIT_QUARANTINE_PATH",
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
];

/**
 * Environment of a Git process bound to one repository. The user's configuration stays in force, for identity,
 * signing, proxies and credentials. Settings travel in the environment because a URL may hold a credential,
 * which a command line would show to every user of the machine.
 */
export function gitEnvironment(
  outer: Readonly<Record<string, string | undefined>>,
  gitDir: string,
  settings: readonly Setting[] = [],
): Record<string, string | undefined> {
  const environment: Record<string, string | undefined> = {
    ...outer,
    ...Object.fromEntries(REDIRECTIONS.map((name) => [name, undefined])),
    GIT_DIR: gitDir,
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
