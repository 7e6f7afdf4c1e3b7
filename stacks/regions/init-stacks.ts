/** Makes the stacks that a fleet has not yet. */

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { dump } from "js-yaml";
import { readSettings, settingsFile, stacksWithSettings } from "../stack-settings.ts";

/** Settings that concern the whole fleet, which a new stack takes over where all that have them agree. */
const ofTheFleet = ["flotilla:to", "flotilla:fleet"] as const;

export interface InitTerms {
  /** Stacks that the fleet shall have. */
  readonly wanted: readonly string[];
  /** Every region and the centre, so that what is left over can be told. */
  readonly known: readonly string[];
  readonly root: string;
  /** Called as each stack is made or found. */
  readonly tell: (stack: string, outcome: "made" | "there") => void;
}

/**
 * Makes each wanted stack that the backend has not, with its settings file.
 *
 * @returns stacks that no region has any more; they are left as they are
 */
export async function initStacks(
  workspace: LocalWorkspace,
  { wanted, known, root, tell }: InitTerms,
): Promise<readonly string[]> {
  const listed = await workspace.listStacks();
  // A backend with organisations says them in front.
  const made = new Set(listed.map(({ name }) => name.slice(name.lastIndexOf("/") + 1)));
  const config = agreedSettings(root);
  for (const stack of wanted) {
    if (!made.has(stack)) {
      writeNewSettings(settingsFile(stack, root), config);
      await workspace.createStack(stack);
    }
    tell(stack, made.has(stack) ? "there" : "made");
  }
  return [...new Set([...made, ...stacksWithSettings(root)])].filter((stack) => !known.includes(stack)).sort();
}

/** Before Pulumi adds its own part: the salt, or the provider, of secrets. */
function writeNewSettings(file: string, config: Readonly<Record<string, string>>): void {
  if (existsSync(file) || Object.keys(config).length === 0) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, dump({ config }));
}

function agreedSettings(root: string): Readonly<Record<string, string>> {
  const all = stacksWithSettings(root).map((stack) => readSettings(stack, root)?.config ?? {});
  return Object.fromEntries(
    ofTheFleet.flatMap((key) => {
      const [value, ...others] = new Set(all.map((config) => config[key]));
      return typeof value === "string" && others.length === 0 ? [[key, value]] : [];
    }),
  );
}
