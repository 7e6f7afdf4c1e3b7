import { SettingsReader } from "../repository/settings.ts";

/** What the publishes of one run share. */
export interface Run {
  readonly settings: SettingsReader;
}

export function startRun(): Run {
  return { settings: new SettingsReader() };
}
