/** Builds the package: `npm run build` writes dist/ with JavaScript, types, source maps and the data that the program reads. */

import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { profileFingerprints } from "../compiler/load/profile-sources.ts";
import manifest from "../package.json" with { type: "json" };
import { catalogue } from "../profiles/catalogue.ts";
import { emptyPage } from "./page.ts";

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");

/** Read from the disk by the program, so no compiler sees them. */
const data = ["compiler/schemas/generated", "stacks/provider/pulumi-resource-flotilla.cmd"];
/** Started by others than Node. */
const executables = ["stacks/provider/pulumi-resource-flotilla", "stacks/policy-pack/flotilla-policy.js"];

rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
for (const path of [...data, ...executables.filter((each) => !each.endsWith(".js"))]) copy(path);
for (const path of executables) chmodSync(join(dist, path), 0o755);
// The nearest package.json of the built files: what the whole package may give away stands in that above it.
const { name, version, type, engines } = manifest;
write("package.json", { name, version, type, engines });
write("report/page.html", await emptyPage());
// The hashes are over the sources, which the package does not hold.
write("profiles/fingerprints.json", Object.fromEntries(profileFingerprints(catalogue).profileHashes));

function copy(path: string): void {
  mkdirSync(dirname(join(dist, path)), { recursive: true });
  // What starts a file by its name finds it under its new one.
  if (path.includes("pulumi-resource"))
    write(path, readFileSync(join(root, path), "utf8").replaceAll("main.ts", "main.js"));
  else cpSync(join(root, path), join(dist, path), { recursive: true });
}

function write(path: string, content: object | string): void {
  mkdirSync(dirname(join(dist, path)), { recursive: true });
  const text = typeof content === "string" ? content : `${JSON.stringify(content, undefined, 2)}\n`;
  writeFileSync(join(dist, path), text);
}
