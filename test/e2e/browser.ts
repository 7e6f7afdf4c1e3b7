/** A real browser that looks at pages of reports. */

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";

/** Debian's package and its kind; undefined where there is none. */
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

export function startBrowser(): Promise<Browser> {
  if (browserProgram === undefined) throw new Error("no browser, expected the package chromium");
  // In a container of CI it runs as root, for whom it has no sandbox; it opens files of these tests alone.
  return chromium.launch({ executablePath: browserProgram, args: ["--no-sandbox"] });
}

/** A page that is open, and what it did that it should not. */
export interface Watched {
  readonly page: Page;
  /** Errors, warnings and requests to anything but the file. */
  readonly complaints: string[];
}

export async function watched(
  browser: Browser,
  file: string,
  look: { readonly colorScheme?: "light" | "dark"; readonly viewport?: { width: number; height: number } } = {},
): Promise<Watched> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...look });
  const { href } = pathToFileURL(file);
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== href) complaints.push(`asks for ${request.url()}`);
  });
  await page.goto(href);
  await page.waitForSelector(".grid [aria-rowindex='2']");
  return { page, complaints };
}

/** What axe finds that is serious or critical, as `rule: element`. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>("axe.run(document)");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
}
