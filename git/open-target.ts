import { openLocal } from "./local-target.ts";
import { locate } from "./location.ts";
import { openRemote } from "./remote-target.ts";
import type { SettingsReader } from "./settings.ts";
import type { Target } from "./target.ts";

/** The branch of a repository, wherever that is. */
export function openTarget(remote: string, branch: string, settings: SettingsReader): Promise<Target> {
  const location = locate(remote);
  return location.kind === "path"
    ? openLocal(location.path, branch, settings)
    : openRemote(location.url, location.canonical, branch);
}
