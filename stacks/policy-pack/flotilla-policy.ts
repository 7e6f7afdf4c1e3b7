#!/usr/bin/env node
/** The Pulumi policy pack, an executable: the rules on published trees under their own ids. */

import { hash } from "node:crypto";
import { resolve } from "node:path";
import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import type { LocatedDiagnostic } from "../../compiler/load/locate.ts";
import { loadCode } from "../../pipeline/own-code.ts";
import { shippedProfiles } from "../../pipeline/profile-module.ts";
import { locationOf } from "../../pipeline/report/report.ts";
import type { RuleText } from "../../policies/rule.ts";
import { ruleFailed } from "../../policies/system.ts";
import { optionalPackage } from "../optional-package.ts";
import type { CommitInputs, TreeInputs } from "../provider/inputs.ts";
import { projectRoot } from "../remote.ts";
import { constructOf } from "../units.ts";
import { fleetFindings, fleetRules, type Place } from "./fleet-findings.ts";
import { type FleetOfStack, fleetOfStack, type UnreadFleet } from "./fleet-of-stack.ts";
import { treeFindings, treeRules } from "./tree-findings.ts";
import { uncheckedFleet } from "./unchecked.ts";

type Findings = readonly LocatedDiagnostic[];

/** A stack with what the rules on the fleet and its sites find. */
interface CheckedStack {
  readonly stack: FleetOfStack;
  readonly at: (place: Place) => Findings;
}

/** A stack whose fleet cannot be read. */
interface UncheckedStack {
  readonly unread: UnreadFleet;
}

const today = new Date().toISOString().slice(0, 10);
const stacks = new Map<string, Promise<CheckedStack | UncheckedStack>>();
let last: { readonly key: string; readonly findings: Promise<Findings> } = { key: "", findings: Promise.resolve([]) };

function checkedStack(urn: string): Promise<CheckedStack | UncheckedStack> {
  const name = urn.split("::")[0]?.split(":").at(-1) ?? "";
  const known =
    stacks.get(name) ??
    fleetOfStack(name, today).then((stack) =>
      "faults" in stack ? { unread: stack } : { stack, at: fleetFindings(stack, today) },
    );
  stacks.set(name, known);
  return known;
}

const findingsByType: Readonly<Record<string, (resource: Resource) => Promise<Findings>>> = {
  "flotilla:index:Tree": async ({ urn, props }) => {
    const { fleet, repository, unit, files } = props as TreeInputs;
    const checked = await checkedStack(urn);
    const tree = { fleet, construct: constructOf({ fleet, repository }, unit), files };
    if ("unread" in checked) return uncheckedFleet(checked.unread, tree.construct, ids).slice(0, 1);
    const { stack, at } = checked;
    return [...at({ fleet, repository, unit }), ...treeFindings(tree, stack.fleet, today, stack.code)];
  },
  "flotilla:index:Commit": async ({ urn, props }) => {
    const { fleet, repository } = props as CommitInputs;
    const checked = await checkedStack(urn);
    if ("unread" in checked) return uncheckedFleet(checked.unread, fleet, ids);
    return checked.at({ fleet, repository, unit: undefined });
  },
};

type Resource = Pick<ResourceValidationArgs, "type" | "urn" | "props">;

/** Findings on a resource; the policies ask for the same one after another. */
function findingsOf(resource: Resource): Promise<Findings> {
  const { type, urn, props } = resource;
  const key = `${urn} ${hash(
    "sha256",
    Object.entries(props["files"] ?? {})
      .flat()
      .join("\0"),
  )}`;
  if (last.key !== key) last = { key, findings: findingsByType[type]?.(resource) ?? Promise.resolve([]) };
  return last.findings;
}

/** Place, message and next step, in the words of `flotilla check`; the id is the policy's name. */
function violationText(finding: LocatedDiagnostic): string {
  const location = locationOf(finding);
  const { message, hint } = finding;
  return `${location === undefined ? "" : `${location}: `}${message}${hint ? `\nnext: ${hint}` : ""}`;
}

function policyOf({ id, severity, title, help }: RuleText): ResourceValidationPolicy {
  return {
    name: id,
    description: `${title}. ${help}`,
    enforcementLevel: severity === "error" ? "mandatory" : "advisory",
    async validateResource(resource, reportViolation) {
      if (!(resource.type in findingsByType)) return;
      for (const finding of await findingsOf(resource)) {
        if (finding.code === id) reportViolation(violationText(finding));
      }
    },
  };
}

// Rules are named when the pack starts: those of the code beside Pulumi.yaml.
const { rules } = await loadCode({ root: projectRoot, profiles: shippedProfiles });
const policies: readonly RuleText[] = [ruleFailed, ...fleetRules(rules), ...treeRules(rules)];
const ids = policies.map(({ id }) => id).filter((id) => id !== ruleFailed.id);
// PolicyPack takes its version from the package.json in the working folder: Flotilla's, of which the rules are.
process.chdir(resolve(import.meta.dirname, "../.."));
const { PolicyPack } = await optionalPackage("@pulumi/policy", () => import("@pulumi/policy"));
new PolicyPack("flotilla", { policies: policies.map(policyOf) });
