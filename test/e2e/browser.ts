/** What is looked for in a page that a browser shows. */

import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";

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
