/** Where a run keeps what it may use again. */

import { isAbsolute, join } from "node:path";
import type { Terminal } from "./command.ts";

/** Where programs keep such things, by system (XDG Base Directory Specification; Apple's File System Programming Guide). */
const homes: Readonly<Partial<Record<NodeJS.Platform, (env: Terminal["env"]) => string | undefined>>> = {
  darwin: ({ HOME }) => HOME && join(HOME, "Library", "Caches"),
  win32: ({ LOCALAPPDATA }) => LOCALAPPDATA,
};
const elsewhere = ({ XDG_CACHE_HOME: folder, HOME }: Terminal["env"]) =>
  folder !== undefined && isAbsolute(folder) ? folder : HOME && join(HOME, ".cache");

/** FLOTILLA_CACHE names a folder, or switches it off as `off`; undefined when there is none. */
export function cacheFolder(env: Terminal["env"], platform = process.platform): string | undefined {
  const wish = env["FLOTILLA_CACHE"];
  if (wish !== undefined && wish !== "") return isAbsolute(wish) ? wish : undefined;
  const home = (homes[platform] ?? elsewhere)(env);
  return home !== undefined && isAbsolute(home) ? join(home, "flotilla", "records") : undefined;
}
