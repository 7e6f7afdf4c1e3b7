/** A real Chromium, Debian's or the machine's own. */

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Undefined where there is none. */
export const browserProgram = (process.env["PATH"] ?? "")
  .split(delimiter)
  .flatMap((folder) => ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name)))
  .find(isExecutable);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @throws Error where there is no browser */
export function startBrowser(): Promise<Browser> {
  if (browserProgram === undefined) throw new Error("found no browser, expected Debian's package chromium");
  // In a container of CI it runs as root, for whom it has no sandbox; it opens pages of our own alone.
  return chromium.launch({ executablePath: browserProgram, args: ["--no-sandbox"] });
}
