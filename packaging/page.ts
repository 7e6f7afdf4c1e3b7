/** Builds the empty page of reports: the script and the style of report/ in one HTML file that may load nothing. */

import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { dataSlot } from "../cli/page/filled-page.ts";

const styles = ["page.css", "fleet/fleet.css", "reach/reach.css"];
const root = resolve(import.meta.dirname, "..");
const folder = join(root, "report");

/** The same bytes for the same sources. @throws Error when a source does not build, or asks for a module of Node */
export async function emptyPage(): Promise<string> {
  const { script, packages } = await bundledScript();
  const style = styles.map((file) => readFileSync(join(folder, file), "utf8").replace(/\s*\n\s*/g, "\n")).join("");
  const policy = [
    "default-src 'none'",
    `script-src '${digest(script)}'`,
    `style-src '${digest(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Flotilla</title>
<!-- ${packages.map(licenceOf).join("\n").replaceAll("--", "- -")} -->
<style>${style}</style>
</head>
<body>
<div id="page"><noscript>This page is written by a script of its own, which loads nothing. What it shows is in the source of the page as JSON.</noscript></div>
${dataSlot}
<script type="module">${script}</script>
</body>
</html>
`;
}

/** Whoever hands on a page hands on what is in it: the terms of each package go along. @throws Error when it has none */
function licenceOf(name: string): string {
  return `${name}\n\n${readFileSync(join(root, "node_modules", name, "LICENSE"), "utf8").trim()}\n`;
}

/** The script and the packages of which it has something. */
async function bundledScript(): Promise<{ readonly script: string; readonly packages: readonly string[] }> {
  const bundle = await rolldown({
    input: join(folder, "main.tsx"),
    cwd: folder,
    platform: "browser",
    // What is imported for one of its functions may do nothing else; so no module of Node is asked for.
    treeshake: { moduleSideEffects: false },
    tsconfig: join(folder, "tsconfig.json"),
    external: /^node:/,
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "esm", minify: true, comments: false });
  await bundle.close();
  const [{ code, moduleIds }, ...others] = output;
  // The names that a bundler knows of are no sign: it lists imports of which nothing is left.
  const [first] = /^import\b[^;]*/.exec(code) ?? others.map(({ fileName }) => fileName);
  if (first !== undefined) throw new Error(`the page is to be one script, found ${first}`);
  // The end of the element would be the end of the script, wherever it stands.
  const script = code.trim().replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const names = moduleIds.flatMap((id) => /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1] ?? []);
  return { script, packages: [...new Set(names.map((name) => name.replaceAll("\\", "/")))].sort() };
}

/** As a policy of content names an inline script or style: over its very text. */
function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.stdout.write(await emptyPage());
}
