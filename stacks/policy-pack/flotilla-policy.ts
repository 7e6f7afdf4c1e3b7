#!/usr/bin/env node
/** The Pulumi policy pack, an executable: the rules on published trees under their own ids. */

import { hash } from "node:crypto";
import { PolicyPack, type ResourceValidationPolicy } from "@pulumi/policy";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { RuleText } from "../../policies/rule.ts";
import { ruleFailed } from "../../policies/system.ts";
import type { TreeInputs } from "../provider/inputs.ts";
import { projectRoot } from "../remote.ts";
import { constructOf } from "../units.ts";
import { fleetOfStack } from "./fleet-of-stack.ts";
import { type PublishedTree, treeFindings, treeRules } from "./tree-findings.ts";

const today = new Date().toISOString().slice(0, 10);
const fleets = new Map<string, ReturnType<typeof fleetOfStack>>();
let last: { readonly key: string; readonly findings: readonly Diagnostic[] } = { key: "", findings: [] };

/** Findings on a tree; the policies ask for the same one after another. */
function findingsOf(urn: string, tree: PublishedTree): readonly Diagnostic[] {
  const key = `${urn} ${hash("sha256", Object.entries(tree.files).flat().join("\0"))}`;
  if (last.key === key) return last.findings;
  const stack = urn.split("::")[0]?.split(":").at(-1) ?? "";
  const fleet = fleets.get(stack) ?? fleetOfStack(stack);
  fleets.set(stack, fleet);
  last = { key, findings: treeFindings(tree, fleet, today) };
  return last.findings;
}

function policyOf({ id, severity, title, help }: RuleText): ResourceValidationPolicy {
  return {
    name: id,
    description: `${title}. ${help}`,
    enforcementLevel: severity === "error" ? "mandatory" : "advisory",
    validateResource({ type, urn, props }, reportViolation) {
      if (type !== "flotilla:index:Tree") return;
      const { fleet, repository, unit, files } = props as TreeInputs;
      const tree = { fleet, construct: constructOf({ fleet, repository }, unit), files };
      for (const { code, message, hint } of findingsOf(urn, tree)) {
        if (code === id) reportViolation(hint ? `${message}\nnext: ${hint}` : message);
      }
    },
  };
}

// PolicyPack takes its version from the package.json in the working folder.
process.chdir(projectRoot);
new PolicyPack("flotilla", { policies: [ruleFailed, ...treeRules].map(policyOf) });
