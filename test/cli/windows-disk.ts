/** The disk as Windows shows it to a program: `C:` is a folder of this machine, and paths come back with its slashes. */

import type * as FileSystem from "node:fs";

type Call = (...args: readonly unknown[]) => unknown;

/** Functions of node:fs whose first arguments are paths, by how many. */
const paths: Readonly<Record<string, number>> = {
  existsSync: 1,
  lstatSync: 1,
  mkdirSync: 1,
  mkdtempSync: 1,
  readdirSync: 1,
  readFileSync: 1,
  renameSync: 2,
  rmdirSync: 1,
  rmSync: 1,
  statSync: 1,
  writeFileSync: 1,
};

/** @param drive folder of this machine that is `C:` */
export function windowsDisk(real: typeof FileSystem, drive: () => string): typeof FileSystem {
  const here = (path: unknown) =>
    typeof path === "string" ? path.replace(/^[Cc]:(?=[\\/]|$)/, () => drive()).replaceAll("\\", "/") : path;
  const there = (path: string) =>
    path.startsWith(drive()) ? `C:${path.slice(drive().length).replaceAll("/", "\\")}` : path;
  const all = real as unknown as Readonly<Record<string, Call>>;
  const translated = Object.entries(paths).map(([name, count]) => [
    name,
    (...args: readonly unknown[]) =>
      (all[name] as Call)(...args.map((value, index) => (index < count ? here(value) : value))),
  ]);
  const realpath = (path: string) => there(real.realpathSync(here(path) as string));
  return {
    ...real,
    ...Object.fromEntries(translated),
    mkdtempSync: (prefix: string) => there(real.mkdtempSync(here(prefix) as string)),
    realpathSync: Object.assign(realpath, { native: realpath }),
  } as typeof FileSystem;
}
