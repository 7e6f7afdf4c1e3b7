/** What is loaded by a command that has no need of it, on any of its threads, is paid by every run. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { fleetOnDisk } from "../fleet-on-disk.ts";
import { folderWith } from "../folder-with.ts";

const program = join(import.meta.dirname, "../../bin/flotilla.mjs");

/** URLs of all modules that a run loads, of packages too. */
function loadedBy(...args: readonly string[]): readonly string[] {
  const folder = folderWith({
    "note.mjs": `import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";
const list = new URL("loaded.txt", import.meta.url);
registerHooks({ load(url, context, next) { appendFileSync(list, url + "\\n"); return next(url, context); } });
`,
  });
  const note = pathToFileURL(join(folder, "note.mjs")).href;
  const env = { ...process.env, XDG_CACHE_HOME: join(folder, "cache") };
  execFileSync(process.execPath, ["--import", note, program, ...args], { env, stdio: "pipe" });
  return readFileSync(join(folder, "loaded.txt"), "utf8").split("\n");
}

test("A publish to clusters that read Git loads no client of registries", () => {
  const loaded = loadedBy("publish", "--fleet", fleetOnDisk(), "--to", folderWith());
  expect(loaded.filter((url) => url.endsWith("/git/publish/publish.ts"))).not.toEqual([]);
  expect(loaded.filter((url) => /\/oci\/(client|http|repository|signature)\.ts$/.test(url))).toEqual([]);
});
