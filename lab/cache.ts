/** Where built programs are kept, outside the clone. */

import { join } from "node:path";

/**
 * Folder of the built tools, outside the clone so that clones share it: `FLOTILLA_CACHE`, else the user's cache folder
 * (XDG Base Directory Specification: an unset or relative XDG_CACHE_HOME means ~/.cache).
 */
export function toolCache(env: NodeJS.ProcessEnv, home: string): string {
  const own = env["FLOTILLA_CACHE"];
  if (own !== undefined && own !== "") return join(own, "tools");
  const xdg = env["XDG_CACHE_HOME"];
  const base = xdg?.startsWith("/") ? xdg : join(home, ".cache");
  return join(base, "flotilla", "tools");
}
