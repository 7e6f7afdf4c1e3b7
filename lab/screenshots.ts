/** Takes the pictures of docs/: the sample fleet's page of a plan and its map, as Chromium shows them. */

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fleetFolders } from "../model/fleet-folders.ts";
import { startBrowser } from "./browser.ts";
import { log, runMain } from "./program.ts";
import { cloneFolder } from "./pulumi-programs.ts";

const flotilla = join(cloneFolder, "cli/flotilla.mjs");
/** A parameter of the fleet, sites that begin to be, a time server of one region. */
const edits = [
  ["metricsRetention: 6h", "metricsRetention: 12h"],
  ["state: planned", "state: active"],
  ["10.32.0.1", "10.32.0.5"],
] as const;

/** Files of the sample fleet in a repository of its own, where a change of them is a change of nobody's. */
function changedFleet(folder: string): string {
  const root = join(folder, "fleet");
  for (const part of fleetFolders) cpSync(join(cloneFolder, part), join(root, part), { recursive: true });
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", root, "-c", "user.name=docs", "-c", "user.email=docs@localhost", ...args]);
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "Base");
  for (const file of globSync("sites/**/*.yaml", { cwd: root })) {
    const text = readFileSync(join(root, file), "utf8");
    const changed = edits.reduce((before, [what, by]) => before.replaceAll(what, by), text);
    if (changed !== text) writeFileSync(join(root, file), changed);
  }
  return root;
}

await runMain(async () => {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-screenshots-"));
  const browser = await startBrowser();
  try {
    const root = changedFleet(folder);
    const pages = [
      ["plan", ["plan", "--fleet", root, "--base", "main", "--summary", "--report"], "light", 900],
      ["map", ["map", "--fleet", root, "--out"], "dark", 800],
    ] as const;
    for (const [name, args, colorScheme, height] of pages) {
      const file = join(folder, `${name}.html`);
      // Rules may be violated by the change: the page is there all the same.
      spawnSync(process.execPath, [flotilla, ...args, file], { stdio: "ignore" });
      const page = await browser.newPage({ viewport: { width: 1280, height }, colorScheme });
      await page.goto(pathToFileURL(file).href);
      const path = join(cloneFolder, "docs", `${name}.png`);
      await page.screenshot({ path });
      log(`wrote ${path}`);
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
});
