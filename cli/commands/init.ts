/** `flotilla init`: starts a fleet of one's own in a folder, as a repository that passes its own checks. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fingerprint } from "../../profiles/fingerprint.ts";
import type { Run } from "../command.ts";
import { exitCode } from "../exit-code.ts";
import { continuousIntegration } from "../init/continuous-integration.ts";
import { installSteps, vendorArchive } from "../init/install-steps.ts";
import { nodeOnPath } from "../init/node-on-path.ts";
import { ownCode, ownProfile } from "../init/own-code.ts";
import { executables, pulumiTemplate, templateName } from "../init/pulumi-template.ts";
import { fleetName, projectName, repositoryFiles } from "../init/repository-files.ts";
import { starterFleet } from "../init/starter-fleet.ts";
import { editorSchemas } from "../schema/editor-schemas.ts";

export const run: Run = async ({ positionals, values }, terminal) => {
  const folder = resolve(terminal.cwd, positionals[0] ?? "");
  if (existsSync(folder) && readdirSync(folder).some((name) => !name.startsWith("."))) {
    terminal.stderr(`flotilla init: found files in ${folder}, expected an empty or new folder\n`);
    return exitCode.invalid;
  }
  const isTemplate = values["template"] === true;
  const name = projectName(folder);
  const files = isTemplate ? pulumiTemplate(filesOf(templateName, templateName)) : filesOf(name, fleetName(name));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: executables.has(path) ? 0o755 : 0o644 });
  }
  const where = relative(terminal.cwd, folder) || ".";
  if (isTemplate) {
    terminal.stdout(
      [
        `A template for Pulumi is in ${where}.`,
        "",
        "Try next, in an empty folder:",
        `  pulumi new ${folder} --generate-only`,
        ...installSteps({ node: nodeOnPath(terminal.env) }).map((step) => `  ${step}`),
        "",
      ].join("\n"),
    );
    return exitCode.ok;
  }
  const steps = vendorArchive(folder, (path) => relative(folder, path), { node: nodeOnPath(terminal.env) });
  // Without Git it is a folder like any other.
  if (!existsSync(join(folder, ".git"))) spawnSync("git", ["-C", folder, "init", "--quiet", "--initial-branch=main"]);
  terminal.stdout(
    [
      `A fleet of one region and one site is in ${where}.`,
      "",
      "Try next:",
      `  cd ${where}`,
      ...steps.map((step) => `  ${step}`),
      "  npm test",
      "  npm run check",
      "  edit sites/north/city.yaml and check again",
      "",
    ].join("\n"),
  );
  return exitCode.ok;
};

function filesOf(name: string, fleet: string): ReadonlyMap<string, string> {
  const starter = starterFleet(fleet);
  const schemas = [...editorSchemas()].map(([name, text]) => [`schemas/${name}`, text] as const);
  return new Map([
    ...starter,
    ["sites/north/city.yaml", withOwnProfile(starter.get("sites/north/city.yaml") ?? "")],
    ...ownCode,
    ["profiles/lock.json", `${JSON.stringify({ [ownProfile.reference]: profileHash() }, undefined, 2)}\n`],
    ...repositoryFiles(name),
    ...continuousIntegration,
    ...schemas,
  ]);
}

/** The site pins the fleet's own profile, and has what the fleet's own rule asks for. */
function withOwnProfile(zone: string): string {
  return zone
    .replace("profile: edge-k3s@1.0.0", `profile: ${ownProfile.reference}`)
    .replace("{ customer: mall }", "{ customer: mall, owner: shop-team }");
}

function profileHash(): string {
  return fingerprint(ownProfile.file, (file) => ownCode.get(file) ?? "");
}
