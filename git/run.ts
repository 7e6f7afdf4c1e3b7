import { PackThread } from "./pack-thread.ts";
import { SettingsReader } from "./settings.ts";

/** What the publishes of one run share. */
export interface Run {
  readonly settings: SettingsReader;
  readonly packs: PackThread;
}

export function startRun(): Run {
  return { settings: new SettingsReader(), packs: new PackThread() };
}
