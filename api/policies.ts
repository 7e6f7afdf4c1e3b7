/** Public: what a rule is, and the shipped ones. */

export { type Edit, type Mend, removeItem, renameKey, writeValue } from "../model/mend.ts";
export { sourceAt } from "../model/source.ts";
export { onlyNear } from "../model/suggest.ts";
export { defineRule } from "../policies/define-rule.ts";
export type {
  ChangeRule,
  ClusterRule,
  FileRule,
  FleetRule,
  ManifestRule,
  RepositoryRule,
  Rule,
  RuleContext,
  SiteRule,
  Violation,
} from "../policies/rule.ts";
export { rules } from "../policies/rules.ts";
