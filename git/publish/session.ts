import { SettingsReader } from "../repository/settings.ts";

/** What the publishes of one run share. */
export interface PublishSession {
  readonly settings: SettingsReader;
}

export function createSession(): PublishSession {
  return { settings: new SettingsReader() };
}
