import type { RunSettings } from "../pipeline/settings.ts";
import { cacheFolder } from "./cache-folder.ts";
import type { Terminal, Values } from "./command.ts";
import { fleetFolder } from "./fleet-folder.ts";

/** The settings of a run as its command line and its environment give them. */
export function runSettings(values: Values, { cwd, now, profiles, env }: Terminal): RunSettings {
  return {
    root: fleetFolder(values, cwd),
    regions: (values["region"] ?? []) as readonly string[],
    today: now().toISOString().slice(0, 10),
    profiles,
    threads: threadsOf(env["FLOTILLA_THREADS"]),
    cache: cacheFolder(env),
  };
}

function threadsOf(wish: string | undefined): number | undefined {
  return wish !== undefined && /^\d+$/.test(wish) ? Number(wish) : undefined;
}
