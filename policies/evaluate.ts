import type { Fleet } from "../constructs/fleet.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { TextFile } from "../model/manifest.ts";
import { memoizeByIdentity } from "../model/memo.ts";
import type { ManifestEvaluator } from "./manifest-evaluator.ts";
import { insideRegions } from "./region-scope.ts";
import type { ClusterContents, RepositoryChange, RepositoryContents, Rule, RuleContext, RuleScope } from "./rule.ts";
import { toDiagnostic, violations } from "./violation.ts";

/**
 * Runs the rules on the fleet and, for the regions under check, the rules on sites. Findings of a
 * fleet rule that concern other regions alone are left out.
 */
export function evaluateFleet(rules: readonly Rule[], fleet: Fleet, context: RuleContext): readonly Diagnostic[] {
  // Rules remember what they computed by the identity of the context; a fresh one ends with this call.
  const own: RuleContext = { ...context };
  const concerns = insideRegions(fleet, own.regions);
  const found = ofScope(rules, "fleet").flatMap((rule) =>
    violations(rule, fleet.path, rule.check, fleet, own).map((each) => toDiagnostic(each, fleet.path)),
  );
  const diagnostics = found.filter((each) => each.subjects.some(concerns));
  const sites = own.regions.flatMap((region) => region.sites);
  for (const rule of ofScope(rules, "site")) {
    for (const site of sites) {
      for (const each of violations(rule, site.path, rule.check, site, own))
        diagnostics.push(toDiagnostic(each, site.path));
    }
  }
  return diagnostics;
}

/** Runs the rules on manifests over everything in one cluster; the cluster is the subject of each finding. */
export function evaluateManifests(evaluator: ManifestEvaluator, cluster: ClusterContents): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { objects, context } of cluster.folders) {
    for (const each of evaluator(objects, context)) diagnostics.push(toDiagnostic(each, cluster.construct));
  }
  return diagnostics;
}

/** Runs the rules that see all objects of one cluster together. */
export function evaluateCluster(rules: readonly Rule[], cluster: ClusterContents): readonly Diagnostic[] {
  return ofScope(rules, "cluster").flatMap((rule) =>
    violations(rule, cluster.construct, rule.check, cluster, undefined).map((each) =>
      toDiagnostic(each, cluster.construct),
    ),
  );
}

/** Runs the rules on texts for servers and tools; the owner of the text is the subject of each finding. */
export function evaluateFile(rules: readonly Rule[], file: TextFile, owner: string): readonly Diagnostic[] {
  return ofScope(rules, "file").flatMap((rule) =>
    violations(rule, file.path, rule.check, file, undefined).map(({ violation, ...of }) =>
      toDiagnostic({ ...of, violation: { part: file.path, ...violation } }, owner),
    ),
  );
}

/** Runs the rules on the paths of one repository. */
export function evaluateRepository(rules: readonly Rule[], repository: RepositoryContents): readonly Diagnostic[] {
  return ofScope(rules, "repository").flatMap((rule) =>
    violations(rule, repository.construct, rule.check, repository, undefined).map((each) =>
      toDiagnostic(each, repository.construct),
    ),
  );
}

/** Runs the rules on what one repository is about to lose, gain and change. */
export function evaluateChange(rules: readonly Rule[], change: RepositoryChange): readonly Diagnostic[] {
  return ofScope(rules, "change").flatMap((rule) =>
    violations(rule, change.construct, rule.check, change, undefined).map((each) =>
      toDiagnostic(each, change.construct),
    ),
  );
}

function ofScope<S extends RuleScope>(rules: readonly Rule[], scope: S): readonly Extract<Rule, { scope: S }>[] {
  const own = byScope(rules).get(scope) ?? [];
  return own.filter((rule): rule is Extract<Rule, { scope: S }> => rule.scope === scope);
}

/** Asked anew for each file and cluster. */
const byScope = memoizeByIdentity((rules: readonly Rule[]) => Map.groupBy(rules, ({ scope }) => scope));
