#!/usr/bin/env node
/** The Pulumi policy pack, an executable: the rules on published trees under their own ids. */

import { hash } from "node:crypto";
import { resolve } from "node:path";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { loadCode } from "../../pipeline/own-code.ts";
import { shippedProfiles } from "../../pipeline/profile-module.ts";
import type { RuleText } from "../../policies/rule.ts";
import { ruleFailed } from "../../policies/system.ts";
import { optionalPackage } from "../optional-package.ts";
import type { TreeInputs } from "../provider/inputs.ts";
import { projectRoot } from "../remote.ts";
import { constructOf } from "../units.ts";
import { type FleetOfStack, fleetOfStack } from "./fleet-of-stack.ts";
import { type PublishedTree, treeFindings, treeRules } from "./tree-findings.ts";

const today = new Date().toISOString().slice(0, 10);
const fleets = new Map<string, FleetOfStack>();
let last: { readonly key: string; readonly findings: readonly Diagnostic[] } = { key: "", findings: [] };

/** Findings on a tree; the policies ask for the same one after another. */
async function findingsOf(urn: string, tree: PublishedTree): Promise<readonly Diagnostic[]> {
  const key = `${urn} ${hash("sha256", Object.entries(tree.files).flat().join("\0"))}`;
  if (last.key === key) return last.findings;
  const stack = urn.split("::")[0]?.split(":").at(-1) ?? "";
  const { fleet, code } = fleets.get(stack) ?? (await fleetOfStack(stack));
  fleets.set(stack, { fleet, code });
  last = { key, findings: treeFindings(tree, fleet, today, code) };
  return last.findings;
}

function policyOf({ id, severity, title, help }: RuleText): ResourceValidationPolicy {
  return {
    name: id,
    description: `${title}. ${help}`,
    enforcementLevel: severity === "error" ? "mandatory" : "advisory",
    async validateResource({ type, urn, props }, reportViolation) {
      if (type !== "flotilla:index:Tree") return;
      const { fleet, repository, unit, files } = props as TreeInputs;
      const tree = { fleet, construct: constructOf({ fleet, repository }, unit), files };
      for (const { code, message, hint } of await findingsOf(urn, tree)) {
        if (code === id) reportViolation(hint ? `${message}\nnext: ${hint}` : message);
      }
    },
  };
}

// Rules are named when the pack starts: those of the code beside Pulumi.yaml.
const { rules } = await loadCode({ root: projectRoot, profiles: shippedProfiles });
// PolicyPack takes its version from the package.json in the working folder: Flotilla's, of which the rules are.
process.chdir(resolve(import.meta.dirname, "../.."));
const { PolicyPack } = await optionalPackage("@pulumi/policy", () => import("@pulumi/policy"));
new PolicyPack("flotilla", { policies: [ruleFailed, ...treeRules(rules)].map(policyOf) });
