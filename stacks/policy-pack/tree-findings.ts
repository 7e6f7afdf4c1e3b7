/** Runs the rules on the files of one published tree. */

import { load } from "js-yaml";
import { type FleetCode, shippedCode } from "../../compiler/fleet-code.ts";
import type { Fleet } from "../../constructs/fleet.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { KubernetesObject } from "../../model/manifest.ts";
import { evaluateCluster, evaluateManifests, evaluateRepository } from "../../policies/evaluate.ts";
import { uncovered } from "../../policies/exempt.ts";
import { createManifestEvaluator } from "../../policies/manifest-evaluator.ts";
import type { ClusterContents, Rule, RuleScope } from "../../policies/rule.ts";
import { folderContexts } from "./folder-context.ts";
import { unchecked } from "./unchecked.ts";

/** Inputs of flotilla:index:Tree that say what it is. */
export interface PublishedTree {
  readonly fleet: string;
  /** Construct path of the site, hub or centre. */
  readonly construct: string;
  /** Text by path from the root of the repository. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * What the files of one unit suffice for: rules on manifests, rules on paths, and, for a site with a cluster of its own,
 * rules on all that this cluster runs. A hub's cluster is fed by several units; those rules see it in `flotilla check`.
 */
const scopes: readonly RuleScope[] = ["manifest", "cluster", "repository"];

export function treeRules(rules: readonly Rule[]): readonly Rule[] {
  return rules.filter(({ scope }) => scopes.includes(scope));
}

/** Checks a tree by what it holds, whoever made it: every file is read back, and one that cannot be is a finding. */
export function treeFindings(
  tree: PublishedTree,
  fleet: Fleet,
  today: string,
  { rules, engines }: Pick<FleetCode, "rules" | "engines"> = shippedCode,
): readonly Diagnostic[] {
  if (tree.fleet !== fleet.spec.name) {
    return [failure(tree, rules, `it is of fleet ${tree.fleet}, and the rules were given fleet ${fleet.spec.name}`)];
  }
  const { folders, unreadable } = readFolders(tree, fleet, { rules, engines });
  const own = folders.filter(({ path }) => path.startsWith("sites/"));
  const { construct, files } = tree;
  const found = [
    ...evaluateManifests(createManifestEvaluator(rules), { construct, folders }),
    ...(own.length > 0 ? evaluateCluster(rules, { construct, folders: own }) : []),
    ...evaluateRepository(rules, { construct, paths: Object.keys(files) }),
  ];
  return [...unreadable, ...uncovered(found, fleet, today, rules, ({ part }) => part)];
}

function readFolders(tree: PublishedTree, fleet: Fleet, { rules, engines }: Pick<FleetCode, "rules" | "engines">) {
  const contextOf = folderContexts(fleet, engines);
  const folders: ClusterContents["folders"][number][] = [];
  const unreadable: Diagnostic[] = [];
  for (const [file, text] of Object.entries(tree.files)) {
    if (!/^(hub|sites)\/.*\.yaml$/.test(file) || file.endsWith("/kustomization.yaml")) continue;
    const object = readObject(text);
    const path = file.slice(0, file.lastIndexOf("/"));
    if (typeof object === "string") unreadable.push(failure(tree, rules, `${file}: ${object}`));
    else folders.push({ path, objects: [object], context: contextOf(path, object) });
  }
  return { folders, unreadable };
}

/** The object of a file, or why there is none to check. */
function readObject(text: string): KubernetesObject | string {
  try {
    const value = load(text) as Partial<KubernetesObject> | undefined;
    const isObject = typeof value?.kind === "string" && typeof value.metadata?.name === "string";
    return isObject ? (value as KubernetesObject) : "found no kind or no name, expected one Kubernetes object";
  } catch (error) {
    return `found no YAML document: ${(error as Error).message.split("\n")[0]}`;
  }
}

/** What cannot be looked at is neither a pass nor a violation, and stops the stack as one. */
function failure({ construct }: PublishedTree, rules: readonly Rule[], reason: string): Diagnostic {
  return unchecked(
    construct,
    treeRules(rules).map(({ id }) => id),
    reason,
  );
}
