/** The package managers that may keep a fleet's packages: what tells them, and what they are called with. */

/** How one of them is spoken to. */
export interface PackageManager {
  readonly name: string;
  /** What it keeps beside package.json; whichever is there tells which one a fleet uses. */
  readonly lock: string;
  /** Further files that it reads in the folder of package.json. */
  readonly settings: readonly string[];
  /** Puts one package, `name@version` or the path of an archive, into package.json and its lock. */
  readonly add: (spec: string, how: AddOptions) => readonly string[];
  /** What brings the packages back that its lock names. */
  readonly restore: string;
}

export interface AddOptions {
  readonly section: "dependencies" | "devDependencies";
  /** The version stands in package.json without a range. */
  readonly exact: boolean;
}

const npm: PackageManager = {
  name: "npm",
  lock: "package-lock.json",
  settings: [".npmrc"],
  add: (spec, { section, exact }) => [
    "install",
    section === "dependencies" ? "--save-prod" : "--save-dev",
    ...(exact ? ["--save-exact"] : []),
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    spec,
  ],
  restore: "npm ci",
};

const pnpm: PackageManager = {
  name: "pnpm",
  lock: "pnpm-lock.yaml",
  settings: [".npmrc", "pnpm-workspace.yaml"],
  add: (spec, { section, exact }) => [
    "add",
    section === "dependencies" ? "--save-prod" : "--save-dev",
    ...(exact ? ["--save-exact"] : []),
    "--ignore-scripts",
    "--prefer-offline",
    spec,
  ],
  restore: "pnpm install --frozen-lockfile",
};

const yarn: PackageManager = {
  name: "yarn",
  lock: "yarn.lock",
  settings: [".npmrc", ".yarnrc", ".yarnrc.yml"],
  add: (spec, { section, exact }) => [
    "add",
    ...(section === "dependencies" ? [] : ["--dev"]),
    ...(exact ? ["--exact"] : []),
    spec,
  ],
  restore: "yarn install --immutable",
};

/** npm last: a fleet that has no lock at all is its. */
const managers: readonly PackageManager[] = [pnpm, yarn, npm];

/** @param has whether a file is in the folder of package.json */
export function packageManagerOf(has: (file: string) => boolean): PackageManager {
  return managers.find(({ lock }) => has(lock)) ?? npm;
}

/** A program with its arguments, as it is started. */
export interface Started {
  readonly program: string;
  readonly args: readonly string[];
  /** Windows starts these programs through its shell alone, which wants quotes. */
  readonly shell: boolean;
}

/** On Windows they are command files, which nothing but a shell starts. */
export function startOf(manager: string, args: readonly string[], platform: string): Started {
  if (platform !== "win32") return { program: manager, args, shell: false };
  return {
    program: `${manager}.cmd`,
    args: args.map((arg) => (/^[\w@.:/\\+-]+$/.test(arg) ? arg : `"${arg}"`)),
    shell: true,
  };
}

/** The environment of the one that this program was started by names its folder and its command, which are not ours. */
export function ownEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const foreign =
    /^(npm_(package|lifecycle)_|npm_(command|execpath|node_execpath)$|npm_config_(local_)?prefix$|INIT_CWD$)/i;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}
