/** Pulumi's project file and the settings of its stacks, as far as Flotilla needs them. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { load } from "js-yaml";
import { projectRoot } from "./remote.ts";

/** What stands in Pulumi.<stack>.yaml; secrets are objects there. */
export interface StackSettings {
  readonly config?: Readonly<Record<string, unknown>>;
}

const fileName = /^Pulumi\.(.+)\.yaml$/;

/** The folder that Pulumi.yaml names for the settings of stacks. */
function settingsFolder(root: string = projectRoot): string {
  const project = readYaml<{ readonly stackConfigDir?: string }>(join(root, "Pulumi.yaml"));
  return resolve(root, project?.stackConfigDir ?? ".");
}

export function settingsFile(stack: string, root: string = projectRoot): string {
  return join(settingsFolder(root), `Pulumi.${stack}.yaml`);
}

/** Undefined when the stack has no file. */
export function readSettings(stack: string, root: string = projectRoot): StackSettings | undefined {
  return readYaml<StackSettings>(settingsFile(stack, root));
}

/** Names of the stacks that have settings. */
export function stacksWithSettings(root: string = projectRoot): readonly string[] {
  const folder = settingsFolder(root);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => fileName.exec(name)?.[1] ?? []);
}

function readYaml<T>(file: string): T | undefined {
  return existsSync(file) ? (load(readFileSync(file, "utf8")) as T | undefined) : undefined;
}
